import type { Clock, Timer } from '../../rpc/node/clock.ts';

/** How many answers may wait for one device; when another comes, the oldest is sent, so that none is lost. */
const mostWaiting = 100;

interface Waiting {
  readonly send: () => void;
  readonly timer?: Timer;
}

/** Answers for one device that are held or delayed, in the order in which they were made. */
export class WaitingAnswers {
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keeps an answer until {@link release}. */
  hold(send: () => void): void {
    this.#add({ send });
  }

  /** Sends an answer later. */
  delay(ms: number, send: () => void): void {
    const waiting: Waiting = { send, timer: this.#clock.after(ms, () => this.#send(waiting)) };
    this.#add(waiting);
  }

  /** Sends everything that waits, now. */
  release(): void {
    for (const waiting of this.#waiting) this.#send(waiting);
  }

  /** Forgets everything that waits. */
  drop(): void {
    for (const { timer } of this.#waiting) timer?.cancel();
    this.#waiting.clear();
  }

  #add(waiting: Waiting): void {
    this.#waiting.add(waiting);
    if (this.#waiting.size <= mostWaiting) return;
    const [oldest] = this.#waiting;
    if (oldest !== undefined) this.#send(oldest);
  }

  #send(waiting: Waiting): void {
    waiting.timer?.cancel();
    this.#waiting.delete(waiting);
    waiting.send();
  }
}
