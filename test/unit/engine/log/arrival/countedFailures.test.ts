import assert from 'node:assert/strict';
import { readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { FailingDisk, full, malformed } from '../../../../support/engine/failingDisk.ts';
import { assertCounted, LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';
import { tempFolder } from '../../../../support/tempFolder.ts';
import type { LogExtent } from '../../../../../src/rpc/log/traffic.ts';
import { isRefusal } from '../../../../../src/wiotp/refusal.ts';

/** Messages of both sources whose payloads say which number each must get. */
class NumberedLog {
  readonly clock = new FakeClock();
  readonly folder: string;
  readonly log: LogBench;
  readonly disk: FailingDisk;
  #next = 1;

  constructor(context: TestContext, memoryBytes?: number) {
    this.disk = new FailingDisk(context);
    this.folder = tempFolder(context);
    this.log = new LogBench({ folder: this.folder, clock: this.clock, ...(memoryBytes === undefined ? {} : { memoryBytes }) });
    context.after(() => this.log.log.close());
  }

  /** Takes messages, and lets them be written. */
  take(count = 10): void {
    this.takeWaiting(count);
    this.clock.advance(2_000);
  }

  takeWaiting(count = 10): void {
    for (let n = 0; n < count; n++)
      this.log.take([recorded({ payload: bytesOf(`${this.#next++} `.padEnd(1_000)) })], n % 3 === 0 ? 'platform' : 'session');
  }

  /** Every row has its own number and payload, none is missing, and all is counted. */
  check(): void {
    const { extent } = this.log.archive;
    assert.equal(extent.end, this.#next);
    const stored = this.log.archive.stored(0, 1_000_000);
    assert.deepEqual(
      stored.map(({ seq }) => seq),
      Array.from({ length: extent.end - extent.first }, (_, at) => extent.first + at),
    );
    for (const { seq, payload } of stored) assert.equal(Number.parseInt(Buffer.from(payload).toString(), 10), seq);
    assertCounted(this.log);
  }

  /** Closes the log, and gives what is in its file. */
  kept(context: TestContext): LogExtent {
    this.log.log.close();
    const again = new LogBench({ folder: this.folder });
    context.after(() => again.log.close());
    assert.deepEqual(
      readdirSync(this.folder).filter((name) => name.startsWith('traffic-')),
      [],
      'no file is still held',
    );
    return again.archive.extent;
  }

  get dropped(): number {
    const { session, platform } = this.log.log.counters;
    return session.dropped + platform.dropped;
  }
}

interface Failure {
  readonly what: string;
  readonly begin: (disk: FailingDisk, folder: string) => void;
  /** There is nothing left that could refuse to be deleted. */
  readonly isGone?: true;
}

const failures: readonly Failure[] = [
  { what: 'the disk is full', begin: (disk) => disk.fail(/^BEGIN$/, full) },
  { what: 'the file is deleted', begin: (_, folder) => unlinkSync(join(folder, 'traffic.db')), isGone: true },
  { what: 'the file is damaged', begin: (disk) => disk.fail(/^BEGIN$/, malformed, 1) },
  { what: 'the file is damaged twice', begin: (disk) => disk.fail(/^BEGIN$/, malformed, 4) },
  {
    what: 'the file is damaged, and cannot be renamed',
    begin: (disk) => {
      disk.fail(/^BEGIN$/, malformed, 1);
      disk.refuse('renameSync', /traffic\.db$/);
    },
  },
  {
    what: 'the file is damaged, and no new one can be made',
    begin: (disk) => {
      disk.fail(/^BEGIN$/, malformed, 1);
      disk.fail(/CREATE TABLE/, full);
    },
  },
  {
    what: 'the file is damaged, and the new one cannot be written',
    begin: (disk) => {
      disk.fail(/^BEGIN$/, malformed, 1);
      disk.fail(/^BEGIN$/, full);
    },
  },
];

for (const { what, begin } of failures) {
  test(`${what}: every number is given once, nothing is lost, and clearing begins anew in the file`, (context) => {
    const numbered = new NumberedLog(context);
    numbered.take();
    begin(numbered.disk, numbered.folder);
    numbered.take();
    numbered.check();
    numbered.takeWaiting();
    numbered.check();
    assert.equal(numbered.dropped, 0);
    assert.equal(numbered.log.archive.extent.first, 1);

    numbered.disk.heal();
    numbered.log.log.clear();
    numbered.check();
    numbered.take();
    numbered.check();
    assert.deepEqual(numbered.kept(context), { first: 31, end: 41 });
  });

  test(`${what}: retention goes on, and is counted`, (context) => {
    const numbered = new NumberedLog(context);
    numbered.take(300);
    begin(numbered.disk, numbered.folder);
    numbered.take(300);
    numbered.log.log.setRetention({ megabytes: 0, days: 7_000_000 });
    numbered.clock.advance(1_000);
    numbered.take(300);
    numbered.check();
    assert.ok(numbered.log.archive.extent.first > 300);
  });
}

for (const { what, begin } of failures.filter(({ isGone }) => isGone !== true)) {
  test(`${what}: when it cannot be cleared, all is as it was`, (context) => {
    const numbered = new NumberedLog(context);
    numbered.take();
    begin(numbered.disk, numbered.folder);
    numbered.take();
    numbered.disk.fail(/^BEGIN$/, full);
    numbered.disk.refuse('rmSync', /\.db$/);
    assert.throws(() => numbered.log.log.clear(), isRefusal);
    numbered.check();
    numbered.disk.heal();
    numbered.take();
    numbered.check();
    assert.equal(numbered.dropped, 0);
    assert.equal(numbered.log.archive.extent.first, 1);
  });
}

test('a log that gave its file up when memory was full clears it, too, and goes on there', (context) => {
  const numbered = new NumberedLog(context, 500_000);
  numbered.take();
  numbered.disk.fail(/^BEGIN$/, full);
  numbered.take(1_000);
  numbered.check();
  assert.ok(numbered.dropped > 0);
  numbered.disk.heal();
  numbered.log.log.clear();
  numbered.check();
  numbered.take();
  numbered.check();
  assert.deepEqual(numbered.kept(context), { first: 1_011, end: 1_021 });
});

for (const { what, failure, dropped, kept } of [
  { what: 'on a full disk', failure: full, dropped: 7, kept: { first: 1, end: 11 } },
  { what: 'in a damaged file', failure: malformed, dropped: 0, kept: { first: 11, end: 18 } },
]) {
  test(`closing ${what} throws nothing, counts what is lost, and lets go of the file`, (context) => {
    const numbered = new NumberedLog(context);
    numbered.take();
    numbered.takeWaiting(7);
    numbered.disk.fail(/^BEGIN$/, failure, 1);
    numbered.log.log.close();
    assert.equal(numbered.dropped, dropped);
    assert.deepEqual(numbered.kept(context), kept);
  });
}
