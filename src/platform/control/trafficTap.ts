import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { TrafficRecord } from '../../rpc/log/traffic.ts';
import { Backlog, Batch } from './backlog.ts';

/** A batch that is not full leaves when it is this old. */
const batchAgeMs = 20;

/** With more than this waiting for the reader, clients that publish are slowed, until it is less than the second. */
const slowBytes = 8 * 1024 * 1024;
const fastBytes = 4 * 1024 * 1024;

/** A reader that takes nothing for so long hangs: it slows nobody any more. */
const stallMs = 5000;

/** Where batches go. */
export interface TapOutlet {
  /** Whether it takes more now. When it does again, `flush` has to be called. */
  ready(): boolean;
  send(records: readonly TrafficRecord[], dropped: number): void;
}

/**
 * Gathers traffic records into batches for one reader, and slows those who cause them when the reader is behind. One that
 * does not read at all loses records, which are counted, ordinary messages first.
 */
export class TrafficTap {
  readonly #outlet: TapOutlet;
  readonly #slow: () => () => void;
  readonly #clock: Clock;
  readonly #backlog = new Backlog();
  #batch = new Batch();
  #dropped = 0;
  #timer: Timer | undefined;
  /** Ends the slowing of clients. */
  #release: (() => void) | undefined;
  #stall: Timer | undefined;
  #hangs = false;

  /** `slow` slows clients until its result is called. */
  constructor(outlet: TapOutlet, slow: () => () => void, clock: Clock) {
    this.#outlet = outlet;
    this.#slow = slow;
    this.#clock = clock;
  }

  take(record: TrafficRecord): void {
    if (!this.#backlog.hasRoom(record, this.#batch)) this.#dropped++;
    else this.#batch.add(record);
    if (this.#batch.isFull) this.flush();
    else this.#timer ??= this.#clock.after(batchAgeMs, () => this.flush());
  }

  /** Sends what was gathered, as far as the reader takes it, and says how many records were dropped. */
  flush(): void {
    this.#gather();
    while (this.#outlet.ready() && this.#send());
    if (this.#backlog.bytes > slowBytes && !this.#hangs) this.#hold();
    else if (this.#backlog.bytes <= fastBytes) this.#letGo();
  }

  /** Sends everything, whether the reader takes it or not, and slows nobody any more. */
  end(): void {
    this.#gather();
    while (this.#send());
    this.#letGo();
  }

  #gather(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#batch.records.length === 0) return;
    this.#backlog.push(this.#batch, !this.#outlet.ready());
    this.#batch = new Batch();
  }

  /** Whether there was anything to send. */
  #send(): boolean {
    const batch = this.#backlog.shift();
    if (batch === undefined) return false;
    // Nothing is dropped unless something waits.
    const dropped = this.#dropped;
    this.#dropped = 0;
    this.#hangs = false;
    this.#outlet.send(batch.records, dropped);
    if (this.#release !== undefined) this.#watch();
    return true;
  }

  #hold(): void {
    if (this.#release !== undefined) return;
    this.#release = this.#slow();
    this.#watch();
  }

  #watch(): void {
    this.#stall?.cancel();
    this.#stall = this.#clock.after(stallMs, () => {
      this.#hangs = true;
      this.#letGo();
    });
  }

  #letGo(): void {
    this.#stall?.cancel();
    this.#stall = undefined;
    const release = this.#release;
    this.#release = undefined;
    release?.();
  }
}
