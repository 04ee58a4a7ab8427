import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { TrafficRecord } from '../../rpc/log/traffic.ts';

/** A batch leaves when it has this many records or bytes, or is this old. */
const batchRecords = 500;
const batchBytes = 4 * 1024 * 1024;
const batchAgeMs = 20;

/** What may wait for a slow reader; records beyond it are dropped and counted. */
const maxWaitingBytes = 32 * 1024 * 1024;

/** Where batches go. */
export interface TapOutlet {
  /** Bytes that were sent but not yet taken by the reader. */
  waiting(): number;
  send(records: readonly TrafficRecord[], dropped: number): void;
}

/** Gathers traffic records into batches for one reader. */
export class TrafficTap {
  readonly #outlet: TapOutlet;
  readonly #clock: Clock;
  #batch: TrafficRecord[] = [];
  #bytes = 0;
  #dropped = 0;
  #timer: Timer | undefined;

  constructor(outlet: TapOutlet, clock: Clock) {
    this.#outlet = outlet;
    this.#clock = clock;
  }

  take(record: TrafficRecord): void {
    if (this.#outlet.waiting() > maxWaitingBytes) this.#dropped++;
    else {
      this.#batch.push(record);
      this.#bytes += record.payload.length;
    }
    if (this.#batch.length >= batchRecords || this.#bytes >= batchBytes) this.flush();
    else this.#timer ??= this.#clock.after(batchAgeMs, () => this.flush());
  }

  /** Sends what was gathered, and says how many records were dropped. */
  flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#batch.length === 0 && this.#dropped === 0) return;
    const [batch, dropped] = [this.#batch, this.#dropped];
    this.#batch = [];
    this.#bytes = 0;
    this.#dropped = 0;
    this.#outlet.send(batch, dropped);
  }
}
