/** The host of a network address as the platform tells it: `192.168.1.40` of `192.168.1.40:52011`, `fe80::1` of `fe80::1:52011`. */
export function peerHost(peer: string): string {
  return peer.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

/** Whether a client comes from another machine than the platform's, which has these addresses of its own. */
export function isOutside(peer: string, own: ReadonlySet<string>): boolean {
  const host = peerHost(peer);
  return host !== '' && host !== '::1' && !host.startsWith('127.') && !own.has(host);
}
