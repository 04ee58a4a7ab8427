/** Over which time a rate is taken, in milliseconds. */
const windowMs = 5_000;
/** A rate over less would say little. */
const leastMs = 1_000;

/** How often something happened over the last seconds. */
export class RateMeter {
  readonly #times: number[] = [];
  #begun: number;

  constructor(now: number) {
    this.#begun = now;
  }

  /** It happened once more. */
  count(now: number): void {
    this.#forget(now);
    this.#times.push(now);
  }

  /** Times in a second, with one decimal. */
  rate(now: number): number {
    this.#forget(now);
    const span = Math.min(Math.max(now - this.#begun, leastMs), windowMs);
    return Math.round((this.#times.length / span) * 10_000) / 10;
  }

  #forget(now: number): void {
    // A clock that was set back would keep everything for ever.
    if (now < this.#begun) this.#begun = now;
    const first = this.#times.findIndex((time) => time > now - windowMs && time <= now);
    this.#times.splice(0, first === -1 ? this.#times.length : first);
  }
}
