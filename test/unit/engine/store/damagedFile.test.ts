import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openStore } from '../../../../src/engine/store/openStore.ts';
import { TrafficArchive } from '../../../../src/engine/store/trafficArchive.ts';
import type { StoreState } from '../../../../src/rpc/engineContract.ts';
import { damagePages } from '../../../support/engine/damagedFile.ts';
import { bytesOf, logged } from '../../../support/engine/messages.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { tempFolder } from '../../../support/tempFolder.ts';

const earlier = 3_010;
const perChunk = 1_000;

/** Opens the log in a folder; it may be closed more than once. */
function open(folder: string) {
  const clock = new FakeClock();
  const moved: StoreState[] = [];
  const opened = openStore(folder);
  const archive = new TrafficArchive(opened, { clock, moved: (state) => moved.push(state) });
  let isOpen = true;
  const close = (): void => {
    if (isOpen) archive.close();
    isOpen = false;
  };
  return { folder, file: join(folder, 'traffic.db'), opened, archive, clock, moved, close };
}

type Bench = ReturnType<typeof open>;

/**
 * The log of an earlier run in which pages that hold a text are damaged since: three chunks of 1,000 messages, the last ten in a
 * small one. Every tenth message has a reqId of its own.
 */
function openDamaged(context: TestContext, text: string | Buffer): Bench {
  const folder = tempFolder(context);
  const { store } = openStore(folder);
  for (let seq = 1; seq <= earlier; seq++) {
    const payload = bytesOf(seq > 3 * perChunk ? 'in the small chunk '.repeat(100) : `payload ${seq} `.repeat(15));
    store.append(logged({ time: seq, payload, reqId: seq % 10 === 0 ? `request ${seq} ${'x'.repeat(300)}` : undefined }));
    if (seq % perChunk === 0) store.flush();
  }
  store.flush();
  store.abandon();
  assert.ok(damagePages(join(folder, 'traffic.db'), text) > 0);
  const bench = open(folder);
  assert.equal(bench.opened.state.notice, undefined);
  context.after(bench.close);
  return bench;
}

function seqs(archive: TrafficArchive): number[] {
  return archive.rows(0, 1_000_000).map(({ seq }) => seq);
}

function numbers(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, at) => first + at);
}

function appended({ archive, clock }: Bench, text: string): number {
  const seq = archive.append(logged({ payload: bytesOf(text) }));
  clock.advance(2_000);
  return seq;
}

const textOf = (archive: TrafficArchive, seq: number): string => Buffer.from(archive.message(seq)?.payload ?? []).toString();

const blanks: readonly (readonly [what: string, text: string | Buffer, isBlank: (archive: TrafficArchive) => boolean])[] = [
  ['payloads', 'payload 700 ', (archive) => textOf(archive, 700) === '' && textOf(archive, 1_400).startsWith('payload 1400 ')],
  [
    'columns',
    Buffer.from(new Float64Array([740, 741]).buffer),
    (archive) => archive.message(740)?.time !== 740 && archive.message(740)?.topic === '' && archive.message(1_400)?.time === 1_400,
  ],
  ['details', 'request 700 ', (archive) => archive.message(700)?.req_id === null && textOf(archive, 700).startsWith('payload 700 ')],
];

for (const [what, text, isBlank] of blanks) {
  test(`damaged ${what} leave blank rows in their places, which is said once, and the log goes on in its file`, (context) => {
    const bench = openDamaged(context, text);
    const { archive, moved, file, folder } = bench;
    assert.equal(appended(bench, 'afterwards'), earlier + 1);
    assert.deepEqual(seqs(archive), numbers(1, earlier + 2));
    assert.ok(isBlank(archive));
    for (const chunk of archive.chunks(0, earlier + 2)) assert.ok(chunk.payloads().byteLength >= 0);
    assert.equal(archive.details(2_500, 2_501).get(2_500)?.reqId?.slice(0, 13), 'request 2500 ');
    assert.deepEqual(
      moved.map((state) => state.file),
      [file],
    );
    assert.match(moved[0]?.notice ?? '', /^Some rows of the log are blank: .* New traffic is kept in the file all the same\.$/);
    assert.deepEqual(archive.left.dropped, { session: 0, platform: 0 });

    bench.close();
    const again = open(folder);
    context.after(again.close);
    assert.deepEqual(again.opened.state, { file });
    assert.deepEqual(again.archive.extent, { first: 1, end: earlier + 2 });
    assert.equal(textOf(again.archive, earlier + 1), 'afterwards');
  });
}

/** What is called aside in a folder. */
function asideOf(folder: string): string[] {
  return readdirSync(folder).filter((name) => /^traffic\.unreadable-[^.]+\.db$/.test(name));
}

function assertBegunAnew({ folder, file, moved, archive }: Bench): void {
  const [aside, ...others] = asideOf(folder);
  assert.deepEqual(others, []);
  assert.ok(aside !== undefined);
  const [state, ...more] = moved;
  assert.deepEqual(more, []);
  assert.equal(state?.file, file);
  assert.match(state?.notice ?? '', /is damaged \(.+\)\. It is now called .+, and a new log was begun;/);
  assert.ok(state?.notice?.includes(aside));
  assert.deepEqual(archive.left.dropped, { session: 0, platform: 0 });
}

test('a file that is damaged where it is to be written is put aside, and the log goes on in a new one without losing anything', (context) => {
  const bench = openDamaged(context, 'in the small chunk ');
  const { archive, folder } = bench;
  archive.append(logged({ kind: 'dm.reboot', reqId: 'r' }));
  assert.equal(appended(bench, 'afterwards'), earlier + 2);
  assertBegunAnew(bench);
  archive.link({ request: earlier + 1, answer: { seq: earlier + 2, ms: 3, kind: 'dm.deviceResponse' }, rc: 200 });
  assert.equal(archive.message(earlier + 1)?.rc, 200);
  assert.deepEqual(seqs(archive), numbers(1, earlier + 3));
  assert.equal(textOf(archive, 700).slice(0, 12), 'payload 700 ');
  assert.equal(textOf(archive, earlier), '');
  assert.equal(archive.message(700)?.topic, 'iot-2/evt/status/fmt/json');

  bench.close();
  const again = open(folder);
  context.after(again.close);
  assert.equal(again.opened.state.notice, undefined);
  assert.deepEqual(seqs(again.archive), [earlier + 1, earlier + 2]);
  assert.equal(again.archive.message(earlier + 1)?.topic, 'iot-2/evt/status/fmt/json');
});

test('what waits when a log on a damaged file is closed is written to a new one', (context) => {
  const bench = openDamaged(context, 'in the small chunk ');
  bench.archive.append(logged({ payload: bytesOf('waits') }));
  bench.close();
  assertBegunAnew(bench);
  const again = open(bench.folder);
  context.after(again.close);
  assert.deepEqual(seqs(again.archive), [earlier + 1]);
  assert.equal(textOf(again.archive, earlier + 1), 'waits');
});

test('what becomes known about a message that was put aside replaces nothing of what is known about it', (context) => {
  const bench = openDamaged(context, 'in the small chunk ');
  const { archive, clock } = bench;
  archive.append(logged({ kind: 'dm.deviceResponse', reqId: 'r', rc: 202, partner: { seq: 2_500, ms: 3, kind: 'dm.reboot' } }));
  archive.link({ request: 2_500, answer: { seq: earlier + 1, ms: 3, kind: 'dm.deviceResponse' }, rc: 202 });
  clock.advance(100);
  assertBegunAnew(bench);
  assert.match(archive.details(0, earlier + 2).get(2_500)?.reqId ?? '', /^request 2500 /);
  assert.match(archive.message(2_500)?.req_id ?? '', /^request 2500 /);
  assert.equal(archive.details(0, earlier + 2).get(earlier + 1)?.reqId, 'r');
});

test('a damaged chunk does not keep its log from being pruned', (context) => {
  const bench = openDamaged(context, 'payload 200 ');
  const { archive, clock, folder } = bench;
  appended(bench, 'before');
  archive.retain({ megabytes: 0.6, days: 100_000 });
  clock.advance(2_000);
  assertBegunAnew(bench);
  assert.ok(archive.extent.first > perChunk, `begins at ${archive.extent.first}`);
  appended(bench, 'afterwards');
  assert.deepEqual(seqs(archive), numbers(archive.extent.first, earlier + 3));
  assert.deepEqual(textOf(archive, earlier + 1), 'before');

  archive.retain({ megabytes: 0, days: 7 });
  clock.advance(2_000);
  assert.deepEqual(archive.extent, { first: earlier + 3, end: earlier + 3 });
  assert.equal(archive.pruned, earlier + 2);
  assert.deepEqual(archive.left.pruned, { session: 2, platform: 0 });
  assert.equal(asideOf(folder).length, 1, 'what is put aside is not deleted');
});

test('a log that was begun anew is cleared together with the file that was put aside', (context) => {
  const bench = openDamaged(context, 'in the small chunk ');
  const { archive, folder, file, moved } = bench;
  appended(bench, 'afterwards');
  archive.clear();
  assert.deepEqual(asideOf(folder), []);
  assert.deepEqual(archive.extent, { first: earlier + 2, end: earlier + 2 });
  assert.deepEqual(archive.left.cleared, { session: 1, platform: 0 });
  assert.deepEqual(moved.at(-1), { file });
  appended(bench, 'once more');
  assert.deepEqual(seqs(archive), [earlier + 2]);
});

test('a log whose new file is damaged as well goes on in memory', (context) => {
  const bench = openDamaged(context, 'in the small chunk ');
  const { archive, clock, file, moved } = bench;
  appended(bench, 'afterwards');
  assertBegunAnew(bench);
  // So much that the oldest of it is only in the file: neither in the database's memory, nor in its write-ahead log.
  const large = 'a'.repeat(100_000);
  for (let at = 0; at < 250; at++) appended(bench, at === 5 ? `${large}damaged${large}` : large);
  assert.ok(damagePages(file, 'damaged') > 0);
  archive.retain({ megabytes: 1, days: 100_000 });
  clock.advance(10_000);
  assert.equal(moved.length, 2);
  assert.match(moved.at(-1)?.notice ?? '', /^The log goes on in memory only /);
  const last = appended(bench, 'once more');
  assert.equal(textOf(archive, last), 'once more');
  assert.deepEqual(seqs(archive), numbers(archive.extent.first, last + 1));
});

test('what waits is kept in memory when a damaged file cannot be put aside', (context) => {
  const { archive, clock, file, moved } = openDamaged(context, 'in the small chunk ');
  archive.append(logged({ payload: bytesOf('waits') }));
  rmSync(file);
  assert.equal(textOf(archive, earlier + 1), 'waits');
  assert.deepEqual(
    moved.map((state) => state.file),
    [undefined],
  );
  assert.match(moved[0]?.notice ?? '', /^The log goes on in memory only .* is damaged \(.+\), and no new one could be made\.$/);
  archive.append(logged());
  clock.advance(2_000);
  assert.deepEqual(seqs(archive), [earlier + 1, earlier + 2]);
  assert.deepEqual(archive.left.dropped, { session: 0, platform: 0 }, 'what is gone came in an earlier run');
});

test('payloads of a chunk that was read before its file was put aside are empty', (context) => {
  const bench = openDamaged(context, 'in the small chunk ');
  const [chunk] = bench.archive.chunks(0, 2);
  appended(bench, 'afterwards');
  assertBegunAnew(bench);
  assert.equal(chunk?.payloads().byteLength, 0);
  const [again] = bench.archive.chunks(0, 2);
  assert.ok((again?.payloads().byteLength ?? 0) > 0);
});
