import type { Writable } from 'node:stream';

/** What may wait for a reader that does not read. */
const maxWaitingBytes = 1024 * 1024;

/**
 * Standard output or error, line by line. A reader that goes away or does not read never harms the process: lines
 * that cannot be taken are dropped and counted, and the count is told as soon as there is room again.
 */
export class LineOutput {
  readonly #stream: Writable;
  readonly #lost: (count: number) => string;
  #dropped = 0;
  #closed = false;

  /** `lost` makes the line that tells how many were dropped. */
  constructor(stream: Writable, lost: (count: number) => string) {
    this.#stream = stream;
    this.#lost = lost;
    // The reader may close its end at any time (EPIPE); without a listener that would end the process.
    stream.on('error', () => (this.#closed = true));
  }

  /** Whether the reader is gone for good. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Writes the line that `make` gives, which is not called when nobody would get it. */
  write(make: () => string): void {
    if (this.#closed) return;
    if (this.#stream.writableLength > maxWaitingBytes) {
      this.#dropped++;
      return;
    }
    if (this.#dropped > 0) this.#stream.write(`${this.#lost(this.#dropped)}\n`);
    this.#dropped = 0;
    this.#stream.write(`${make()}\n`);
  }

  /** Resolves when everything is written, or after `ms`. */
  flush(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#closed) return resolve();
      const timer = setTimeout(resolve, ms);
      this.#stream.write('', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
