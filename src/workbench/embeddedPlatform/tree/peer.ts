/** The host of a network address with a port: `192.168.1.40:52011`, `[::1]:52011`, `::ffff:10.0.0.2:52011`. */
export function hostOfPeer(peer: string): string {
  const host = peer.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return host.replace(/^::ffff:(?=\d+\.)/i, '');
}
