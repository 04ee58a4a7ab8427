/** Promises that all fail when what they wait on is over. */
export class Waits {
  readonly #open = new Set<(why: Error) => void>();
  #over: Error | undefined;

  /** Begins something that takes until it calls one of the two, or until {@link fail}. */
  begin<T>(start: (resolve: (value: T) => void, reject: (why: Error) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#over !== undefined) {
        reject(this.#over);
        return;
      }
      const fail = (why: Error): void => {
        this.#open.delete(fail);
        reject(why);
      };
      this.#open.add(fail);
      start((value) => {
        this.#open.delete(fail);
        resolve(value);
      }, fail);
    });
  }

  /** Fails everything that waits, and what begins later. */
  fail(why: Error): void {
    this.#over ??= why;
    for (const fail of this.#open) fail(why);
  }
}
