/** Who connects, and where to: what code that connects is made of. */
export interface ConnectionTarget {
  readonly org: string;
  readonly typeId: string;
  readonly deviceId: string;
  readonly classId: 'Device' | 'Gateway';
  /** Absent where it is not known: the code then has a constant to fill in. */
  readonly token?: string;
  /** A name or an address, as the client is to use it. */
  readonly host: string;
  /** The address that a host name stands for, where a hosts file has to say so. */
  readonly address?: string;
  readonly port: number;
  readonly tls: boolean;
  /** The certificate of the authority that signed the platform's, as PEM. Used with TLS only. */
  readonly caPem?: string;
  readonly transport: 'tcp' | 'webSocket';
}

/** What stands for a token that is not known. */
export const missingToken = 'put-the-token-here';

/** Whether a host is an address of IP version 4 or 6. */
export function isAddress(host: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || host.includes(':');
}
