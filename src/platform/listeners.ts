/** Functions that want to hear something. */
export class Listeners<A extends readonly unknown[]> {
  readonly #all = new Set<(...heard: A) => void>();

  /** Whether anybody listens, for news that is costly to make. */
  get any(): boolean {
    return this.#all.size > 0;
  }

  /** Adds a listener; the result removes it. */
  add(listener: (...heard: A) => void): () => void {
    this.#all.add(listener);
    return () => void this.#all.delete(listener);
  }

  tell(...heard: A): void {
    for (const listener of this.#all) listener(...heard);
  }
}
