import type { Packet } from 'mqtt';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import { AwaitedAnswers } from './awaitedAnswers.ts';

/** One thing that the other side has to acknowledge. */
interface Awaited {
  readonly since: number;
  readonly late: () => void;
}

/**
 * Notices when the other side acknowledges nothing any more. A server that is slow but goes on acknowledging is not late, however long
 * its line is.
 */
export class AcknowledgementWatch {
  readonly #clock: Clock;
  readonly #ms: number;
  /** In the order of `since`. */
  readonly #awaited = new Set<Awaited>();
  readonly #packets = new AwaitedAnswers();
  #progress = Number.NEGATIVE_INFINITY;
  #timer: Timer | undefined;

  /** Nothing may take longer than `ms`, counted from when it was sent or from the latest acknowledgement. */
  constructor(clock: Clock, ms: number) {
    this.#clock = clock;
    this.#ms = ms;
  }

  /** Something was sent; `late` is called when its acknowledgement is overdue. Gives what is to be called when it is no longer awaited. */
  begin(late: () => void): () => void {
    const awaited: Awaited = { since: this.#clock.now(), late };
    this.#awaited.add(awaited);
    this.#arm();
    return () => {
      this.#awaited.delete(awaited);
      if (this.#awaited.size === 0) this.#disarm();
    };
  }

  /** When the other side acknowledged something last that it had to; long ago before that. */
  get progress(): number {
    return this.#progress;
  }

  /** A packet of ours left. */
  sent(packet: Packet): void {
    this.#packets.sent(packet);
  }

  /** A packet arrived. Tells whether it acknowledges something that was not acknowledged yet. */
  received(packet: Packet): boolean {
    const isProgress = this.#packets.received(packet);
    if (isProgress) this.#progress = this.#clock.now();
    return isProgress;
  }

  #arm(): void {
    const [oldest] = this.#awaited;
    if (this.#timer !== undefined || oldest === undefined) return;
    this.#timer = this.#clock.after(this.#due(oldest) - this.#clock.now(), () => {
      this.#timer = undefined;
      this.#check();
    });
  }

  #disarm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #check(): void {
    const now = this.#clock.now();
    for (const awaited of this.#awaited) {
      if (this.#due(awaited) > now) break;
      this.#awaited.delete(awaited);
      awaited.late();
    }
    this.#arm();
  }

  #due({ since }: Awaited): number {
    return Math.max(since, this.#progress) + this.#ms;
  }
}
