/** Lets only so many begin before one of them is done; the others wait for their turn, in order. */
export class InFlightWindow {
  readonly #waiting = new Set<() => void>();
  #most: number;
  #underway = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** The other side takes no more than this at a time. */
  narrowTo(most: number): void {
    this.#most = Math.min(this.#most, most);
  }

  /**
   * Runs `begin` as soon as there is room: at once, if there is. The function that it gives ends what began, or takes it back before it
   * began; it may be called more than once.
   */
  enter(begin: () => void): () => void {
    let state: 'waiting' | 'underway' | 'over' = 'waiting';
    const start = (): void => {
      state = 'underway';
      this.#underway++;
      begin();
    };
    if (this.#waiting.size === 0 && this.#underway < this.#most) start();
    else this.#waiting.add(start);
    return () => {
      if (state === 'waiting') this.#waiting.delete(start);
      if (state === 'underway') this.#underway--;
      state = 'over';
      this.#next();
    };
  }

  #next(): void {
    for (const start of this.#waiting) {
      if (this.#underway >= this.#most) return;
      this.#waiting.delete(start);
      start();
    }
  }
}
