import { createHash, timingSafeEqual } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { FrameReader } from '../../rpc/node/frameCodec.ts';

/** Length and JSON length in front of every frame. */
const headerBytes = 8;

/** Larger than any first frame with a key in it. */
const maxFirstFrameBytes = 256;

/** How long the other end may take to send the key. */
const keyTimeoutMs = 5000;

/**
 * Lets a control connection in when its very first frame is `{ "key": "…" }` with the right key. Until then nothing
 * else is read and hardly anything is kept; a connection without the key is closed without an answer, and `refused` is called.
 */
export function expectKey(socket: Duplex, key: string, admitted: () => void, refused: () => void = () => undefined): void {
  let held = Buffer.alloc(0);
  const refuse = (): void => {
    socket.destroy();
    refused();
  };
  const timer = setTimeout(refuse, keyTimeoutMs);
  const take = (bytes: Buffer): void => {
    held = Buffer.concat([held, bytes]);
    const length = firstFrameLength(held);
    if (length === undefined) return;
    clearTimeout(timer);
    socket.off('data', take);
    if (length > held.length || !holdsKey(held.subarray(0, length), key)) return refuse();
    socket.pause();
    if (held.length > length) socket.unshift(held.subarray(length));
    admitted();
    socket.resume();
  };
  socket.on('data', take);
  // A connection that breaks before it is let in concerns nobody.
  socket.on('error', () => socket.destroy());
  socket.once('close', () => clearTimeout(timer));
}

/** `undefined` while the first frame is incomplete; more than was received when it will not be waited for. */
function firstFrameLength(held: Buffer): number | undefined {
  if (held.length < headerBytes) return undefined;
  const length = headerBytes + held.readUInt32LE(0);
  if (length > maxFirstFrameBytes) return Infinity;
  return length <= held.length ? length : undefined;
}

function holdsKey(frame: Buffer, key: string): boolean {
  try {
    const [first] = new FrameReader().take(frame) as [{ key?: unknown } | undefined];
    return typeof first?.key === 'string' && timingSafeEqual(digest(first.key), digest(key));
  } catch {
    return false;
  }
}

/** Digests have equal lengths, which a comparison in constant time needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
