import type { Clock } from '../../rpc/node/clock.ts';

/** How much may pass in a second. */
export interface Rate {
  readonly messages: number;
  /** Absent for any number. */
  readonly bytes?: number;
}

/** What was not used of the last second may be used at once. */
const burstMs = 1000;

/** Counts what passes against a rate. Costs two additions per message and no memory. */
export class RateMeter {
  readonly rate: Rate;
  readonly #clock: Clock;
  readonly #msPerMessage: number;
  readonly #msPerByte: number;
  /** When the rate will have caught up with what passed. */
  #messagesDue = 0;
  #bytesDue = 0;
  #latest = 0;

  constructor(rate: Rate, clock: Clock) {
    this.rate = rate;
    this.#clock = clock;
    this.#msPerMessage = 1000 / rate.messages;
    this.#msPerByte = rate.bytes === undefined ? 0 : 1000 / rate.bytes;
  }

  /** How many milliseconds have to pass before a message is within the rate. */
  get behind(): number {
    const now = this.#now();
    return Math.max(0, Math.max(this.#messagesDue, this.#bytesDue) - now);
  }

  /** Counts one message. @returns how many milliseconds have to pass before the next one is within the rate; 0 for none. */
  take(bytes: number): number {
    const now = this.#now();
    this.#messagesDue = Math.max(this.#messagesDue, now - burstMs) + this.#msPerMessage;
    this.#bytesDue = Math.max(this.#bytesDue, now - burstMs) + bytes * this.#msPerByte;
    return Math.max(0, this.#messagesDue - now, this.#bytesDue - now);
  }

  /** When the computer's clock is set back, what is due moves with it: nobody waits for hours. */
  #now(): number {
    const now = this.#clock.now();
    if (now < this.#latest) {
      this.#messagesDue += now - this.#latest;
      this.#bytesDue += now - this.#latest;
    }
    this.#latest = now;
    return now;
  }
}
