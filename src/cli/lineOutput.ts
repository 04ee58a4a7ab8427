import type { Writable } from 'node:stream';

/** What may wait for a reader that does not read. */
const maxWaitingBytes = 1024 * 1024;

/** There is no room where the output goes: the disk is full, the user's share of it, or the file. */
const fullCodes: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Nobody reads any more, in the words of Unix and of Windows. */
const goneCodes: readonly string[] = ['EPIPE', 'EOF'];

/**
 * Standard output or error, line by line. A reader that goes away or does not read never harms the process: lines
 * that cannot be taken are dropped and counted, and the count is told as soon as there is room again.
 */
export class LineOutput {
  readonly #stream: Writable;
  readonly #lost: (count: number) => string;
  #dropped = 0;
  #closed = false;
  #failure: Error | undefined;

  /** Resolves when the reader has closed its end, as `head` does; that shows with the first line that cannot be written. */
  readonly readerGone: Promise<void>;

  /** `lost` makes the line that tells how many were dropped. */
  constructor(stream: Writable, lost: (count: number) => string) {
    this.#stream = stream;
    this.#lost = lost;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.readerGone = promise;
    // The reader may close its end at any time (EPIPE); without a listener that would end the process.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.#closed = true;
      if (error.code !== undefined && goneCodes.includes(error.code)) resolve();
      if (error.code !== undefined && fullCodes.includes(error.code)) this.#failure = error;
    });
  }

  /** What kept lines from being taken that somebody would have read. */
  get failure(): Error | undefined {
    return this.#failure;
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

  /**
   * Writes text of which nothing may be dropped, as it is, and resolves when the reader has taken it. That takes as long as the
   * reader takes; for one that is gone it is over at once.
   */
  writeAll(text: string): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#stream.write(text, () => resolve());
    });
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
