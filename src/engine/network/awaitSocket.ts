import type { Duplex } from 'node:stream';

/**
 * Waits until a stream reports that it is ready. From then on an error that nobody listens to ends the stream and nothing else.
 * @throws what `explain` makes of an error or an early end, or the signal's reason. The stream is destroyed then.
 */
export function awaitSocket(stream: Duplex, ready: string, signal: AbortSignal, explain: (cause: Error) => Error): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (why: Error): void => {
    reject(why);
    stream.destroy();
  };
  const abort = (): void => fail(signal.reason as Error);
  const failed = (cause: Error): void => fail(explain(cause));
  const closed = (): void => fail(explain(closedEarly));
  stream.once(ready, resolve);
  stream.on('error', failed);
  stream.once('close', closed);
  stream.on('error', ignore);
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  return promise.finally(() => {
    signal.removeEventListener('abort', abort);
    stream.off(ready, resolve).off('error', failed).off('close', closed);
  });
}

/** The other side closed without an error. */
const closedEarly: Error = Object.assign(new Error('the other side closed the connection'), { code: 'ECONNRESET' });

/** Between two listeners an error must not end the program; who reads or writes next is told. */
function ignore(): void {}
