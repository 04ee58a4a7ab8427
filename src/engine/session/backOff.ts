const steps = [1_000, 2_000, 5_000, 20_000];
const mostJitter = 0.2;

/** How long to wait before each attempt to connect again: 1, 2, 5 and then 20 s, and up to a fifth more. */
export class BackOff {
  readonly #random: () => number;
  #attempts = 0;

  /** `random` gives numbers from 0 up to 1; many clients that lost one platform must not come back together. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Milliseconds to wait now. */
  next(): number {
    const step = steps[Math.min(this.#attempts++, steps.length - 1)] ?? 0;
    return Math.round(step * (1 + mostJitter * this.#random()));
  }

  reset(): void {
    this.#attempts = 0;
  }
}
