import { Worker } from 'node:worker_threads';
import { Caller } from '../../../rpc/caller.ts';
import type { Args, Listener, Result } from '../../../rpc/contract.ts';
import { longLogCalls } from '../../../rpc/log/longLogCalls.ts';
import { PortWire } from '../../../rpc/node/portWire.ts';
import type { SeenAt, TrafficRecord } from '../../../rpc/log/traffic.ts';
import { logRole } from './logRole.ts';
import type { LogThreadCalls, LogThreadNews } from './logThreadContract.ts';
import { RecordPacker } from './recordPacker.ts';

/** What starts the log's thread: the engine's own program, which does the log's part when it is told so. */
export interface LogThreadOptions {
  readonly program: string | URL;
  readonly hear: Listener<LogThreadNews>;
  /** The thread is gone, or could not take a batch: the log cannot be trusted any more. */
  readonly failed: (why: Error) => void;
}

/** Records that come within this time travel together, in milliseconds, unless there are many before. */
const gatherMs = 4;
const gatherMost = 1_000;
/** Batches on their way; the next one grows until one of them has arrived. */
const mostBatches = 4;
/** With more records than this on their way, senders that can wait are made to. */
const manyRecords = 20_000;
/** With more than this, records of senders that cannot wait are counted and dropped. */
const mostRecords = 200_000;

/**
 * The traffic log in a thread of its own, so that neither the judge nor the disk keeps a session waiting. Takes
 * records at any rate, in batches, and asks for what the log answers.
 */
export class LogThread {
  readonly #caller: Caller<LogThreadCalls, LogThreadNews>;
  readonly #failed: (why: Error) => void;
  readonly #waiting = new RecordPacker();
  #lost: Record<SeenAt, number> = { session: 0, platform: 0 };
  /** Records and batches that the thread has not yet taken. */
  #underway = 0;
  #batches = 0;
  /** What waits would have been sent but for the batches underway. */
  #isLate = false;
  #due: NodeJS.Timeout | undefined;
  #stalled: (() => void)[] = [];

  constructor({ program, hear, failed }: LogThreadOptions) {
    this.#failed = failed;
    // Opening or closing a large log takes its time, too, and a batch that is underway must not be taken for lost.
    const unhurried = ['take', 'openStore', 'close', ...longLogCalls];
    const wire = new PortWire(new Worker(program, { workerData: logRole }));
    this.#caller = new Caller(wire, { name: 'the log', hear, ended: failed, unhurried });
    this.#caller.start();
  }

  /** Takes a record; the log has it soon. */
  take(record: TrafficRecord, at: SeenAt): void {
    if (this.#waiting.count + this.#underway >= mostRecords) this.#lost[at]++;
    else this.#waiting.add(record, at);
    if (this.#waiting.count === gatherMost) this.#sendDue();
    else this.#due ??= setTimeout(() => this.#sendDue(), gatherMs);
  }

  /** Counts records that were lost before they came here. */
  lost(count: number, at: SeenAt): void {
    this.#lost[at] += count;
    this.#due ??= setTimeout(() => this.#sendDue(), gatherMs);
  }

  /** Calls `run` as soon as the log keeps up: usually at once. For senders that can wait before they send more. */
  whenReady(run: () => void): void {
    if (this.#waiting.count + this.#underway < manyRecords) run();
    else this.#stalled.push(run);
  }

  /** Asks the log. It has every record that was taken before. */
  ask<K extends Exclude<keyof LogThreadCalls, 'take' | 'close'>>(
    call: K,
    ...args: Args<LogThreadCalls, K>
  ): Promise<Result<LogThreadCalls, K>> {
    this.#send();
    return this.#caller.ask(call, ...args);
  }

  /** Writes everything, closes the log and ends the thread. */
  async close(): Promise<void> {
    this.#send();
    try {
      await this.#caller.ask('close');
    } finally {
      this.#caller.dispose();
    }
  }

  #sendDue(): void {
    this.#isLate = this.#batches >= mostBatches;
    if (!this.#isLate) this.#send();
  }

  #send(): void {
    clearTimeout(this.#due);
    this.#due = undefined;
    this.#isLate = false;
    if (this.#waiting.count === 0 && this.#lost.session + this.#lost.platform === 0) return;
    const { count } = this.#waiting;
    const lost = this.#lost;
    this.#lost = { session: 0, platform: 0 };
    this.#underway += count;
    this.#batches++;
    this.#caller.ask('take', this.#waiting.finish(), lost).then(() => this.#arrived(count), this.#failed);
  }

  #arrived(count: number): void {
    this.#underway -= count;
    this.#batches--;
    if (this.#isLate) this.#send();
    const stalled = this.#stalled;
    this.#stalled = [];
    for (const run of stalled) this.whenReady(run);
  }
}
