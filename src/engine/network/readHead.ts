import type { Duplex } from 'node:stream';

/** More than this is no answer to a CONNECT. */
const mostBytes = 16 * 1024;

const end = Buffer.from('\r\n\r\n');

/**
 * Reads the head of an HTTP answer, up to the empty line. What comes after it stays in the stream.
 * @throws Error when the stream ends before, or the head is too long; the signal's reason.
 */
export function readHead(stream: Duplex, signal: AbortSignal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let head = Buffer.alloc(0);
  const stop = (): void => {
    stream.off('readable', read).off('error', fail).off('end', closed).off('close', closed);
    signal.removeEventListener('abort', abort);
  };
  const fail = (why: Error): void => {
    stop();
    reject(why);
  };
  const read = (): void => {
    const more = stream.read() as Buffer | null;
    if (more === null) return;
    // The end may lie across the border.
    const from = Math.max(0, head.length - end.length);
    head = Buffer.concat([head, more]);
    const at = head.indexOf(end, from);
    if (head.length > mostBytes && (at < 0 || at > mostBytes)) fail(new Error('the answer is too long'));
    else if (at >= 0) {
      // Before the rest goes back: that would be read here once more.
      stop();
      const rest = head.subarray(at + end.length);
      if (rest.length > 0) stream.unshift(rest);
      resolve(head.subarray(0, at).toString('latin1'));
    }
  };
  const closed = (): void => fail(Object.assign(new Error('the other side closed the connection'), { code: 'ECONNRESET' }));
  const abort = (): void => fail(signal.reason as Error);
  stream.on('readable', read).on('error', fail).on('end', closed).on('close', closed);
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  return promise;
}
