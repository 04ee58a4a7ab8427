import assert from 'node:assert/strict';
import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { openStore } from '../../../../src/engine/store/openStore.ts';
import { prepareSchema } from '../../../../src/engine/store/schema.ts';
import { TrafficArchive } from '../../../../src/engine/store/trafficArchive.ts';
import { TrafficStore } from '../../../../src/engine/store/trafficStore.ts';
import type { StoreState } from '../../../../src/rpc/engineContract.ts';
import { bytesOf, logged } from '../../../support/engine/messages.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { tempFolder } from '../../../support/tempFolder.ts';

interface Bench {
  readonly archive: TrafficArchive;
  readonly clock: FakeClock;
  readonly moved: StoreState[];
  /** The database below, to spoil it and to see what is written. */
  readonly db: DatabaseSync;
  readonly file: string;
}

/** An archive on a file. */
function onFile(context: TestContext): Bench {
  const file = join(tempFolder(context), 'traffic.db');
  const db = new DatabaseSync(file);
  prepareSchema(db);
  const clock = new FakeClock();
  const moved: StoreState[] = [];
  const archive = new TrafficArchive({ store: new TrafficStore(db), state: { file } }, { clock, moved: (state) => moved.push(state) });
  return { archive, clock, moved, db, file };
}

function inMemory(memoryBytes: number): { archive: TrafficArchive; clock: FakeClock } {
  const clock = new FakeClock();
  return { archive: new TrafficArchive(openStore(undefined), { clock, moved: () => undefined, memoryBytes }), clock };
}

/** How many messages the file holds, as another reader sees it. */
function written({ file }: Bench): unknown {
  const db = new DatabaseSync(file, { readOnly: true });
  const { count } = db.prepare('SELECT coalesce(sum(count), 0) AS count FROM chunk').get() as { count: number };
  db.close();
  return count;
}

function seqs(archive: TrafficArchive): number[] {
  return archive.rows(0, 1_000_000).map(({ seq }) => seq);
}

test('messages are written together, 75 ms after the first of them', (context) => {
  const bench = onFile(context);
  const { archive, clock } = bench;
  archive.append(logged());
  clock.advance(60);
  archive.append(logged());
  assert.equal(written(bench), 0);
  clock.advance(15);
  assert.equal(written(bench), 2);
  assert.equal(clock.pending, 0);
  archive.close();
});

test('a thousand messages do not wait', (context) => {
  const bench = onFile(context);
  for (let at = 0; at < 1_000; at++) assert.equal(bench.archive.append(logged()), at + 1);
  assert.equal(written(bench), 1_000);
  bench.archive.close();
});

test('closing writes what waits', (context) => {
  const bench = onFile(context);
  bench.archive.append(logged());
  bench.archive.close();
  assert.equal(written(bench), 1);
});

test('when the disk is full the log goes on in memory, says so, and loses nothing', (context) => {
  const bench = onFile(context);
  const { archive, clock, moved, db, file } = bench;
  archive.append(logged({ kind: 'dm.reboot', reqId: 'r' }));
  clock.advance(100);
  db.exec('PRAGMA max_page_count = 8');
  for (let at = 0; at < 30; at++) archive.append(logged({ payload: new Uint8Array(50_000) }));
  const answer = archive.append(logged({ kind: 'dm.deviceResponse', reqId: 'r', rc: 202, partner: { seq: 1, ms: 3, kind: 'dm.reboot' } }));
  archive.link({ request: 1, answer: { seq: answer, ms: 3, kind: 'dm.deviceResponse' }, rc: 202 });
  archive.judge({ seq: answer, severity: 'warning', problems: 2 });
  assert.deepEqual(moved, []);
  clock.advance(100);
  const [state, ...others] = moved as readonly StoreState[];
  assert.deepEqual(others, []);
  assert.equal(state?.file, undefined);
  assert.match(state?.notice ?? '', /^The log goes on in memory only .*full/);
  assert.ok(state?.notice?.includes(file));

  archive.append(logged({ payload: bytesOf('afterwards') }));
  assert.deepEqual(archive.extent, { first: 1, end: 34 });
  assert.deepEqual(
    seqs(archive),
    Array.from({ length: 33 }, (_, at) => at + 1),
  );
  assert.equal(archive.message(1)?.kind, 'dm.reboot');
  assert.equal(archive.message(32)?.rc, 202);
  assert.deepEqual([archive.message(32)?.severity, archive.message(32)?.problems], ['warning', 2]);
  assert.equal(Buffer.from(archive.message(33)?.payload ?? []).toString(), 'afterwards');
  assert.deepEqual(archive.left.dropped, { session: 0, platform: 0 });
  archive.close();
});

test('when the file cannot even be read any more its messages leave the log and are counted', (context) => {
  const { archive, clock, db } = onFile(context);
  for (let at = 0; at < 5; at++) archive.append(logged());
  clock.advance(100);
  // The tables are gone: the next write and every read fail.
  db.exec('DROP TABLE payload');
  archive.append(logged());
  clock.advance(100);
  assert.deepEqual(seqs(archive), [6]);
  assert.deepEqual(archive.extent, { first: 6, end: 7 });
  assert.deepEqual(archive.left.dropped, { session: 5, platform: 0 });
  archive.close();
});

test('messages of an earlier run that can no longer be read are not counted', (context) => {
  const bench = onFile(context);
  bench.archive.append(logged());
  bench.archive.close();
  const db = new DatabaseSync(bench.file);
  prepareSchema(db);
  const archive = new TrafficArchive(
    { store: new TrafficStore(db), state: { file: bench.file } },
    { clock: bench.clock, moved: () => undefined },
  );
  archive.append(logged());
  bench.clock.advance(100);
  db.exec('DROP TABLE payload');
  archive.append(logged());
  assert.deepEqual(seqs(archive), [3]);
  assert.deepEqual(archive.left.dropped, { session: 1, platform: 0 });
  archive.close();
});

test('in memory the oldest messages make room, and are counted', () => {
  const { archive, clock } = inMemory(2_000_000);
  for (let at = 0; at < 100; at++) {
    archive.append(logged({ payload: new Uint8Array(60_000) }));
    clock.advance(100);
  }
  const { first, end } = archive.extent;
  assert.equal(end, 101);
  assert.deepEqual(archive.left.dropped, { session: first - 1, platform: 0 });
  assert.ok(first > 60 && first < 95, `begins at ${first}`);
  assert.deepEqual(
    seqs(archive),
    Array.from({ length: end - first }, (_, at) => first + at),
  );
  archive.close();
});

for (const isStillFull of [false, true]) {
  test(`clearing after the disk was full clears the file, too${isStillFull ? ', also while it is full' : ''}`, (context) => {
    const bench = onFile(context);
    const { archive, clock, db, moved, file } = bench;
    archive.append(logged());
    clock.advance(100);
    db.exec('PRAGMA max_page_count = 8');
    for (let at = 0; at < 20; at++) archive.append(logged({ payload: new Uint8Array(50_000) }));
    clock.advance(100);
    if (!isStillFull) db.exec('PRAGMA max_page_count = 100000');
    archive.clear();
    assert.deepEqual(archive.extent, { first: 22, end: 22 });
    assert.deepEqual(moved.at(-1), { file });
    assert.equal(written(bench), 0);
    archive.append(logged());
    clock.advance(100);
    assert.deepEqual(moved.at(-1), { file });
    assert.deepEqual(seqs(archive), [22]);
    archive.close();
  });
}

test('a full file is cleared as it is', (context) => {
  const bench = onFile(context);
  const { archive, clock, db, moved } = bench;
  for (let at = 0; at < 20; at++) archive.append(logged({ payload: new Uint8Array(50_000) }));
  clock.advance(100);
  db.exec('PRAGMA max_page_count = 1');
  archive.clear();
  assert.deepEqual(archive.extent, { first: 21, end: 21 });
  assert.deepEqual(archive.left.cleared, { session: 20, platform: 0 });
  assert.equal(written(bench), 0);
  assert.deepEqual(moved, []);
  archive.close();
});

test('closing lets go of everything, also when a file that failed cannot be closed', (context) => {
  const { archive, clock, db } = onFile(context);
  db.exec('PRAGMA max_page_count = 8');
  for (let at = 0; at < 20; at++) archive.append(logged({ payload: new Uint8Array(50_000) }));
  clock.advance(100);
  assert.equal(archive.rows(0, 100).length, 20);
  db.close();
  assert.throws(() => archive.close(), /not open/);
  assert.throws(() => archive.rows(0, 100), { code: 'ERR_INVALID_STATE' });
  assert.equal(clock.pending, 0);
});

test('closing when the disk is full throws nothing, and says how many rows are lost', (context) => {
  const { archive, clock, moved, db, file } = onFile(context);
  archive.append(logged());
  clock.advance(100);
  for (let at = 0; at < 3; at++) archive.append(logged({ payload: new Uint8Array(50_000) }));
  db.exec('PRAGMA max_page_count = 8');
  archive.close();
  assert.deepEqual(archive.left.dropped, { session: 3, platform: 0 });
  assert.equal(moved.length, 1);
  assert.equal(moved[0]?.file, file);
  assert.match(moved[0]?.notice ?? '', /^The last 3 rows of the log are lost: writing .+ failed when the log was closed \(.*full.*\)\.$/);
  assert.throws(() => db.exec('SELECT 1'), /not open/);
});

test('a file that is deleted while it is open is noticed, and nothing is lost', (context) => {
  const { archive, clock, moved, file } = onFile(context);
  archive.append(logged());
  clock.advance(100);
  unlinkSync(file);
  archive.append(logged());
  clock.advance(1_100);
  archive.append(logged());
  clock.advance(1_100);
  assert.equal(moved.length, 1);
  assert.match(moved[0]?.notice ?? '', /the file was deleted/);
  assert.deepEqual(seqs(archive), [1, 2, 3]);
  assert.deepEqual(archive.left.dropped, { session: 0, platform: 0 });
  archive.close();
});
