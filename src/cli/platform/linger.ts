import type { Clock, Timer } from '../../rpc/node/clock.ts';

/**
 * Ends a program some time after its last user went, unless it shall keep running; a user that never came counts as gone from
 * the start.
 */
export class Linger {
  readonly #seconds: number;
  readonly #clock: Clock;
  readonly #end: () => void;
  #users = 0;
  #keepRunning: boolean;
  #timer: Timer | undefined;
  #disposed = false;

  constructor(seconds: number, keepRunning: boolean, clock: Clock, end: () => void) {
    this.#seconds = seconds;
    this.#keepRunning = keepRunning;
    this.#clock = clock;
    this.#end = end;
  }

  /** Whether the program runs on without users. */
  get keepRunning(): boolean {
    return this.#keepRunning;
  }

  /** Decides that anew; the time without users counts from now. */
  setKeepRunning(keepRunning: boolean): void {
    this.#keepRunning = keepRunning;
    this.#wait();
  }

  /** Says how many users there are now. */
  count(users: number): void {
    this.#users = users;
    this.#wait();
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.cancel();
  }

  #wait(): void {
    this.#timer?.cancel();
    const stays = this.#users > 0 || this.#keepRunning || this.#disposed;
    this.#timer = stays ? undefined : this.#clock.after(this.#seconds * 1000, this.#end);
  }
}
