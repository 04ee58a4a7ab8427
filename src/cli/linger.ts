import type { Clock, Timer } from '../platform/clock.ts';

/** Ends a program some time after its last user went; a user that never came counts as gone from the start. */
export class Linger {
  readonly #seconds: number;
  readonly #clock: Clock;
  readonly #end: () => void;
  #timer: Timer | undefined;
  #disposed = false;

  constructor(seconds: number, clock: Clock, end: () => void) {
    this.#seconds = seconds;
    this.#clock = clock;
    this.#end = end;
  }

  /** Says how many users there are now. */
  count(users: number): void {
    this.#timer?.cancel();
    this.#timer = users > 0 || this.#disposed ? undefined : this.#clock.after(this.#seconds * 1000, this.#end);
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.cancel();
  }
}
