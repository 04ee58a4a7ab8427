import { isIP } from 'node:net';
import { bracketed } from '../../wiotp/hosts.ts';
import { plainHost } from '../../wiotp/plainHost.ts';
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

/** The name that a server proves to have: the host without brackets, the zone of an address and a final dot. */
export function provenName(host: string): string {
  return plainHost(host).replace(/%.*$/, '').replace(/\.$/, '');
}

/** The name to ask for in the TLS handshake (SNI); an address is no name. */
export function askedName(name: string): string | undefined {
  return isIP(name) === 0 && name !== '' ? name : undefined;
}
