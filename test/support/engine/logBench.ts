import assert from 'node:assert/strict';
import { ArchiveReader } from '../../../src/engine/log/reading/archiveReader.ts';
import type { JudgeBench } from '../../../src/engine/log/verdicts/judgeBench.ts';
import type { Lost } from '../../../src/engine/log/thread/recordBatch.ts';
import { packRecords } from './packRecords.ts';
import { TrafficLog } from '../../../src/engine/log/arrival/trafficLog.ts';
import { openStore } from '../../../src/engine/store/openStore.ts';
import { TrafficArchive } from '../../../src/engine/store/trafficArchive.ts';
import type { LogCounters } from '../../../src/rpc/log/logCalls.ts';
import type { Clock } from '../../../src/rpc/node/clock.ts';
import type { LogExtent, LogMessage, LogRow, SeenAt, TrafficRecord } from '../../../src/rpc/log/traffic.ts';
import { FakeClock } from '../platform/fakeClock.ts';

/** What a log under test is made of; in memory, without problems and on a clock that stands still, unless said otherwise. */
export interface LogBenchOptions {
  readonly folder?: string;
  readonly bench?: JudgeBench;
  readonly clock?: Clock;
  readonly memoryBytes?: number;
}

/** What a log told when it grew. */
interface Grown {
  readonly extent: LogExtent;
  readonly counters: LogCounters;
}

export const noneLost: Lost = { session: 0, platform: 0 };

/** A log as its thread composes it, with everything it told. */
export class LogBench {
  readonly archive: TrafficArchive;
  readonly reader: ArchiveReader;
  readonly log: TrafficLog;
  readonly grown: Grown[] = [];

  constructor({ folder, bench = { judge: () => [] }, clock = new FakeClock(), memoryBytes }: LogBenchOptions = {}) {
    const options = memoryBytes === undefined ? {} : { memoryBytes };
    this.archive = new TrafficArchive(openStore(folder), { clock, moved: () => undefined, ...options });
    this.reader = new ArchiveReader(this.archive, bench, () => clock.now());
    const grew = (): void => void this.grown.push({ extent: this.reader.extent, counters: this.log.counters });
    this.log = new TrafficLog({ archive: this.archive, reader: this.reader, bench, clock, grew });
  }

  take(records: readonly TrafficRecord[], at: SeenAt = 'session', lost: Lost = noneLost): void {
    this.log.take(packRecords(records.map((record) => ({ record, at }))), lost);
  }

  rows(from: number, count: number): readonly LogRow[] {
    return this.reader.rows(from, from + count);
  }

  message(seq: number): Promise<LogMessage | undefined> {
    return this.reader.message(seq);
  }
}

const sources: readonly SeenAt[] = ['session', 'platform'];

/** What is counted explains the rows that are there, of each source. */
export function assertCounted(log: LogBench): LogCounters {
  const { counters } = log.log;
  const rows = log.rows(0, 1_000_000);
  for (const at of sources) {
    const { arrived, received, sent, events, lost, stored, repeated, pruned, cleared, dropped } = counters[at];
    assert.equal(arrived, received + sent + events + lost);
    assert.equal(arrived, stored + repeated + lost);
    assert.equal(rows.filter((row) => row.at === at).length, stored - pruned - cleared - dropped, at);
  }
  return counters;
}
