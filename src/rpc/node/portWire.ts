import type { MessagePort, Worker } from 'node:worker_threads';
import type { Wire, WireEars } from '../wire.ts';

/**
 * A wire over a worker thread: the worker as its owner sees it, or the parent's port as the worker sees it. Frames of one turn of
 * the event loop travel together: waking the other thread costs more than a frame.
 */
export class PortWire implements Wire {
  readonly #port: MessagePort | Worker;
  #waiting: unknown[] = [];

  constructor(port: MessagePort | Worker) {
    this.#port = port;
  }

  open(ears: WireEars): void {
    let failure: Error | undefined;
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      ears.end(
        failure === undefined ? new Error('The thread ended') : new Error(`The thread failed: ${failure.message}`, { cause: failure }),
      );
    };
    this.#port.on('message', (frames: readonly unknown[]) => {
      for (const frame of frames) ears.frame(frame);
    });
    this.#port.on('error', (error: unknown) => {
      failure = error instanceof Error ? error : new Error(String(error));
    });
    this.#port.once('close', end);
    this.#port.once('exit', end);
  }

  send(frame: unknown): void {
    if (this.#waiting.push(frame) === 1) setImmediate(() => this.#flush());
  }

  close(): void {
    this.#flush();
    this.#port.removeAllListeners();
    if ('terminate' in this.#port) void this.#port.terminate();
    else this.#port.close();
  }

  #flush(): void {
    const frames = this.#waiting;
    if (frames.length === 0) return;
    this.#waiting = [];
    this.#port.postMessage(frames);
  }
}
