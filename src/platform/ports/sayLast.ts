import type { Duplex } from 'node:stream';
import type { Clock } from '../../rpc/node/clock.ts';

/** How long the other end may take to close its side. */
const closeGraceMs = 1000;

/** Sends the last bytes of a connection and closes it. What still arrives is not looked at. */
export function sayLast(stream: Duplex, bytes: string, clock: Clock): void {
  if (stream.destroyed) return;
  stream.on('error', () => stream.destroy());
  stream.end(bytes);
  stream.resume();
  // Destroying at once would reset the connection, and with it could go what is still on its way.
  const grace = clock.after(closeGraceMs, () => stream.destroy());
  stream.once('close', () => grace.cancel());
}
