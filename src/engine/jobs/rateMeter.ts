/** Over which time a rate is taken at least, in milliseconds. */
const leastWindowMs = 5_000;

/** How often something happened over the last seconds. */
export class RateMeter {
  readonly #times: number[] = [];
  readonly #windowMs: number;

  /** `everyMs` is how far apart the times are meant to be. */
  constructor(everyMs: number) {
    this.#windowMs = Math.max(leastWindowMs, 3 * everyMs);
  }

  /** It happened once more. */
  count(now: number): void {
    this.#forget(now);
    this.#times.push(now);
  }

  /** Times in a second, with two decimals: the intervals between the first and the last. Nothing is known before the second time. */
  rate(now: number): number {
    this.#forget(now);
    const [first] = this.#times;
    const last = this.#times.at(-1);
    if (first === undefined || last === undefined || last <= first) return 0;
    return Math.round(((this.#times.length - 1) / (last - first)) * 100_000) / 100;
  }

  #forget(now: number): void {
    // A clock that was set back would keep everything for ever.
    const first = this.#times.findIndex((time) => time > now - this.#windowMs && time <= now);
    this.#times.splice(0, first === -1 ? this.#times.length : first);
  }
}
