/** The address of `address:port`, which of IP version 6 may stand in brackets; empty when nothing is known. */
export function peerHost(peer: string): string {
  return peer.slice(0, Math.max(0, peer.lastIndexOf(':'))).replace(/^\[(.*)\]$/, '$1');
}
