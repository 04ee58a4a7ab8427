/** Calls `run` at most once per `ms`: at once when idle, and once more at the end if asked meanwhile. */
export class Pace {
  readonly #run: () => void;
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #again = false;

  constructor(run: () => void, ms: number) {
    this.#run = run;
    this.#ms = ms;
  }

  /** Asks for a call. */
  poke(): void {
    if (this.#timer !== undefined) {
      this.#again = true;
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.poke();
    }, this.#ms);
    this.#run();
  }

  /** Forgets a call that is due. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#again = false;
  }
}
