/** Begins something that ends with one of the calls, and gives what is to be tidied up then. */
export type Start<T> = (resolve: (value: T) => void, reject: (why: Error) => void) => (() => void) | void;

/** Promises that all fail when what they wait on is over. */
export class Waits {
  readonly #open = new Set<(why: Error) => void>();
  #over: Error | undefined;

  /** Begins something that takes until it resolves or rejects, or until {@link fail}. It tidies up once in any case. */
  begin<T>(start: Start<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (this.#over === undefined) {
      this.#open.add(reject);
      const tidyUp = start(resolve, reject);
      const over = (): void => {
        this.#open.delete(reject);
        tidyUp?.();
      };
      promise.then(over, over);
    } else reject(this.#over);
    return promise;
  }

  /** Fails everything that waits, and what begins later. */
  fail(why: Error): void {
    this.#over ??= why;
    for (const reject of this.#open) reject(why);
  }
}
