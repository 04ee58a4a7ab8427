import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { prepareSchema } from '../../../../src/engine/store/schema.ts';
import { TrafficArchive } from '../../../../src/engine/store/trafficArchive.ts';
import { TrafficStore } from '../../../../src/engine/store/trafficStore.ts';
import type { StoreState } from '../../../../src/rpc/engineContract.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { FailingDisk } from '../../../support/engine/failingDisk.ts';
import { bytesOf, logged } from '../../../support/engine/messages.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { tempFolder } from '../../../support/tempFolder.ts';

/** An archive on a file with three rows, which then cannot be written any more. */
function onUnwritable(context: TestContext) {
  const file = join(tempFolder(context), 'traffic.db');
  const db = new DatabaseSync(file);
  prepareSchema(db);
  const clock = new FakeClock();
  const moved: StoreState[] = [];
  const archive = new TrafficArchive({ store: new TrafficStore(db), state: { file } }, { clock, moved: (state) => moved.push(state) });
  context.after(() => archive.close());
  for (let at = 0; at < 3; at++) archive.append(logged({ payload: bytesOf('to be forgotten') }));
  clock.advance(100);
  db.exec('PRAGMA query_only = 1');
  return { archive, clock, moved, file };
}

for (const hasFailed of [false, true]) {
  const when = hasFailed ? 'that failed before' : 'that fails just then';
  test(`clearing deletes a file ${when}, and goes on in a new one`, (context) => {
    const { archive, clock, moved, file } = onUnwritable(context);
    if (hasFailed) {
      archive.append(logged());
      clock.advance(100);
      assert.match(moved.at(-1)?.notice ?? '', /writing .* failed/);
    }
    const { end } = archive;
    archive.clear();
    assert.deepEqual(archive.extent, { first: end, end });
    assert.equal(readFileSync(file).includes('to be forgotten'), false);
    assert.deepEqual(moved.at(-1), { file });
    assert.deepEqual(archive.left.cleared, { session: end - 1, platform: 0 });
    archive.append(logged());
    clock.advance(2_000);
    assert.deepEqual(
      archive.rows(0, 100).map(({ seq }) => seq),
      [end],
    );
    assert.deepEqual(moved.at(-1), { file });
  });
}

test('what can neither be written nor deleted is refused with a reason and advice, and the log goes on', (context) => {
  const { archive, clock, moved, file } = onUnwritable(context);
  archive.append(logged({ payload: bytesOf('waits') }));
  rmSync(file);
  mkdirSync(file);
  const refused = (error: unknown): boolean =>
    isRefusal(error) && /neither be written nor deleted \(.+\)/.test(error.message) && error.advice.includes(file);
  assert.throws(() => archive.clear(), refused);
  assert.match(moved.at(-1)?.notice ?? '', /in memory only/);
  assert.deepEqual([archive.left.cleared.session, archive.left.dropped.session], [0, 3]);
  archive.append(logged());
  clock.advance(100);
  assert.deepEqual(archive.extent, { first: 4, end: 6 });
  assert.equal(Buffer.from(archive.message(4)?.payload ?? []).toString(), 'waits');
});

test('what belongs to the database and cannot be deleted is told, and the log is cleared all the same', (context) => {
  const { archive, clock, moved, file } = onUnwritable(context);
  const disk = new FailingDisk(context);
  disk.refuse('rmSync', /-wal$/);
  archive.clear();
  assert.deepEqual(archive.extent, { first: 4, end: 4 });
  assert.deepEqual([archive.left.cleared.session, archive.left.dropped.session], [3, 0]);
  assert.equal(moved.at(-1)?.file, file);
  assert.match(moved.at(-1)?.notice ?? '', /^The traffic log was cleared, but .+-wal could not be deleted \(EPERM.*\)/);
  archive.append(logged());
  clock.advance(2_000);
  assert.equal(archive.rows(0, 100).length, 1);
});
