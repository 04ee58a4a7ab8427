import { isIP } from 'node:net';
import { Refusal } from '../../wiotp/refusal.ts';

/** The names under which clients on this machine find the platform, as IBM's libraries make them of the domain `localhost` [ND2, PY]. */
export function usualNames(org: string): readonly string[] {
  return ['localhost', '127.0.0.1', '::1', `${org}.localhost`, `${org}.messaging.localhost`, '*.messaging.localhost'];
}

/**
 * A host name or an address in the one form in which it is compared: small letters, no final dot, no zone, the short form of IPv6.
 * `*` may stand for the first label of a name. @throws Refusal when it is neither.
 */
export function expectHostName(text: string): string {
  const name = normalHostName(text);
  if (isIP(name) !== 0 || (name.length <= 253 && /^(\*\.)?([a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}$/.test(name))) return name;
  throw new Refusal(`${JSON.stringify(text)} is no host name and no address.`, {
    rule: 'certificates are for host names and addresses',
    advice: 'Give names such as bench.example and addresses such as 192.168.1.20, without a scheme and without a port.',
  });
}

/** The form in which names and addresses are compared; what is neither stays as it is. */
export function normalHostName(text: string): string {
  const bare = text.replace(/%.*$/s, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(bare) === 6) return new URL(`http://[${bare}]`).hostname.slice(1, -1);
  return bare.toLowerCase().replace(/\.$/, '');
}

/** Whether a name of a certificate, which may begin with `*`, stands for a host. Both are in their normal form. */
export function standsFor(name: string, host: string): boolean {
  if (!name.startsWith('*.')) return name === host;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot) === name.slice(1);
}
