/** Holds back what is to be sent until it may be, and keeps its order. */
export class HoldUp {
  #held: (() => void)[] | undefined = [];

  /** Whether it holds back still. */
  get isOn(): boolean {
    return this.#held !== undefined;
  }

  /** Runs it now, or as soon as it may. */
  run(send: () => void): void {
    if (this.#held === undefined) send();
    else this.#held.push(send);
  }

  /** From now on nothing is held back. */
  end(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const send of held) send();
  }
}
