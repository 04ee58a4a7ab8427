import type { Socket } from 'node:net';
import type { Clock } from '../../rpc/node/clock.ts';
import { tellProtocol, type Protocol } from './firstBytes.ts';

/** How long somebody who connects may take to say what they speak [RC-h]. */
export const silenceMs = 10_000;

/** What comes of it; one of them is called, once. */
export interface FirstBytesEars {
  /** The bytes are back in the stream. Whoever takes it over has to listen at once. */
  known(protocol: Protocol): void;
  /** Time is up; this many bytes arrived. */
  silent(bytes: number): void;
  /** The connection was closed after this many bytes. */
  gone(bytes: number): void;
}

/** Reads from a connection until it is known what it speaks. */
export function awaitFirstBytes(socket: Socket, clock: Clock, ears: FirstBytesEars): void {
  let start: Buffer = Buffer.alloc(0);
  const finish = (): void => {
    timer.cancel();
    socket.off('readable', read).off('close', gone);
  };
  const read = (): void => {
    const bytes = socket.read() as Buffer | null;
    if (bytes === null) return;
    start = start.length === 0 ? bytes : Buffer.concat([start, bytes]);
    const protocol = tellProtocol(start);
    if (protocol === undefined) return;
    finish();
    socket.unshift(start);
    ears.known(protocol);
  };
  const gone = (): void => {
    finish();
    ears.gone(start.length);
  };
  const timer = clock.after(silenceMs, () => {
    finish();
    ears.silent(start.length);
  });
  socket.on('readable', read).on('close', gone);
}
