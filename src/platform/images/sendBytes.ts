import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Clock } from '../../rpc/node/clock.ts';
import { CutShort } from './cutShort.ts';

/** How one body is sent. */
export interface SendWish {
  readonly clock: Clock;
  /** Counts bytes that have left. */
  readonly left: (bytes: number) => void;
  /** Sends no faster than this. */
  readonly bytesPerSecond?: number;
}

/** How long a reader may take no byte at all. */
const patienceMs = 120_000;

/** What is written at once, so that what has left is known. */
const pieceBytes = 65_536;

/** A slow body leaves in so many pieces a second. */
const piecesPerSecond = 10;

/**
 * Sends bytes as fast as the reader takes them. Resolves when the last has left.
 * @throws CutShort when the reader takes nothing for two minutes, Error when it has gone or the source fails.
 */
export async function sendBytes(response: ServerResponse, bytes: Readable, { clock, left, bytesPerSecond }: SendWish): Promise<void> {
  const most = Math.min(pieceBytes, Math.max(1, Math.floor((bytesPerSecond ?? Infinity) / piecesPerSecond)));
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    for (let start = 0; start < chunk.length; start += most) {
      const piece = chunk.subarray(start, start + most);
      await write(response, piece, clock);
      left(piece.length);
      if (bytesPerSecond !== undefined) await pause(response, clock, (piece.length * 1000) / bytesPerSecond);
    }
  }
}

function write(response: ServerResponse, piece: Uint8Array, clock: Clock): Promise<void> {
  return untilClosed(response, (resolve, reject) => {
    const timer = clock.after(patienceMs, () => reject(new CutShort(`The reader took nothing for ${patienceMs / 1000} s`)));
    response.write(piece, (error) => {
      timer.cancel();
      if (error) reject(error);
      else resolve();
    });
    return () => timer.cancel();
  });
}

function pause(response: ServerResponse, clock: Clock, ms: number): Promise<void> {
  return untilClosed(response, (resolve) => {
    const timer = clock.after(ms, resolve);
    return () => timer.cancel();
  });
}

/** Runs something that ends by itself or, whatever it is, with the connection. `begin` gives what stops it. */
function untilClosed(response: ServerResponse, begin: (resolve: () => void, reject: (error: Error) => void) => () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = (): void => {
      stop();
      reject(new Error('The reader has gone'));
    };
    const end = (run: () => void): void => {
      response.off('close', gone);
      run();
    };
    const stop = begin(
      () => end(resolve),
      (error) => end(() => reject(error)),
    );
    if (response.destroyed) gone();
    else response.once('close', gone);
  });
}
