import { hostname } from 'node:os';
import type { Platform } from '../../platform/platform.ts';

/** The address of all interfaces, of IPv4 and of IPv6. */
const anyHosts: readonly string[] = ['0.0.0.0', '::'];

/** Where windows of other machines attach: with TLS where there is any. */
export function attachAddress({ ports, openings }: Platform): string {
  const full = ports.states().filter(({ service }) => service === 'full');
  const listener = full.find(({ secure }) => secure) ?? full[0];
  if (listener === undefined) throw new Error('No port is open yet');
  const lan = openings.interfaces().find(({ kind }) => kind === 'lan')?.address;
  const host = anyHosts.includes(listener.host) ? (lan ?? hostname()) : listener.host;
  return `${listener.secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${listener.port}`;
}
