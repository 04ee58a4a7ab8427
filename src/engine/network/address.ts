import { isIP } from 'node:net';
import { shownText } from '../../wiotp/shownText.ts';

/** A host and port to connect to. */
export interface NetworkTarget {
  readonly host: string;
  readonly port: number;
}

/** `host:port` for people, with brackets around an address of IP version 6. */
export function shownAddress({ host, port }: NetworkTarget): string {
  return `${shownText(bracketed(host))}:${port}`;
}

/** A host as it stands before a port in a URL or a CONNECT. */
export function bracketed(host: string): string {
  const plain = plainHost(host);
  return plain.includes(':') ? `[${plain}]` : plain;
}

/** A host as the system takes it: without the brackets of a URL. */
export function plainHost(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** The name that a server proves to have: the host without brackets, the zone of an address and a final dot. */
export function provenName(host: string): string {
  return plainHost(host).replace(/%.*$/, '').replace(/\.$/, '');
}

/** The name to ask for in the TLS handshake (SNI); an address is no name. */
export function askedName(name: string): string | undefined {
  return isIP(name) === 0 && name !== '' ? name : undefined;
}
