import { plainHost } from './plainHost.ts';

/** Whether a host is this machine itself and nothing else. */
export function isLoopback(host: string): boolean {
  const bare = plainHost(host).toLowerCase().replace(/\.$/, '');
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^127(?:\.\d{1,3}){3}$/.test(bare);
}
