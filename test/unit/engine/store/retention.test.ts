import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openStore } from '../../../../src/engine/store/openStore.ts';
import { TrafficArchive } from '../../../../src/engine/store/trafficArchive.ts';
import { bytesOf, logged } from '../../../support/engine/messages.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { tempFolder } from '../../../support/tempFolder.ts';

interface Bench {
  readonly archive: TrafficArchive;
  readonly clock: FakeClock;
  readonly told: () => number;
}

function open(folder: string | undefined, clock = new FakeClock()): Bench {
  let told = 0;
  const archive = new TrafficArchive(openStore(folder), { clock, moved: () => undefined, pruned: () => told++ });
  return { archive, clock, told: () => told };
}

function closing(context: TestContext, bench: Bench): Bench {
  context.after(() => bench.archive.close());
  return bench;
}

const day = 86_400_000;

/** Fills an archive with so many messages of 1,000 bytes, now. */
function fill({ archive, clock }: Bench, count: number, facts: Parameters<typeof logged>[0] = {}): void {
  for (let at = 0; at < count; at++) archive.append(logged({ time: clock.now(), payload: new Uint8Array(1_000).fill(65), ...facts }));
  clock.advance(100);
}

function assertWhole({ archive }: Bench): void {
  const { first, end } = archive.extent;
  const seqs = [...archive.chunks(0, end)].flatMap((chunk) => Array.from(chunk.times, (_, at) => chunk.first + at));
  assert.deepEqual(
    seqs,
    Array.from({ length: end - first }, (_, at) => first + at),
  );
  assert.ok(archive.stored(first, end).every(({ size, payload }) => payload.byteLength === size));
}

for (const where of ['file', 'memory'] as const) {
  test(`the oldest leave a log in a ${where} that holds more than it may, in steps, and are told`, (context) => {
    const bench = closing(context, open(where === 'file' ? tempFolder(context) : undefined));
    const { archive, clock, told } = bench;
    fill(bench, 8_000);
    assert.deepEqual(archive.extent, { first: 1, end: 8_001 });
    archive.retain({ megabytes: 3, days: 7 });
    assert.equal(archive.extent.first, 1, 'not at once');
    clock.advance(1_000);
    const { first, end } = archive.extent;
    assert.equal(end, 8_001);
    assert.ok(first > 4_000 && first < 7_000, `begins at ${first}`);
    assert.ok(archive.bytes <= 3_000_000);
    assert.equal(archive.pruned, first - 1);
    assert.ok(told() > 1);
    assert.deepEqual(archive.left.dropped, { session: 0, platform: 0 }, 'what the user wants gone is not lost');
    assertWhole(bench);
  });
}

test('while a large log is pruned step by step messages are taken in between, in order, and all is counted', (context) => {
  const bench = closing(context, open(tempFolder(context)));
  const { archive, clock, told } = bench;
  const before = 20_000;
  fill(bench, before);
  const largest = Math.max(...[...archive.chunks(0, before)].map(({ count }) => count));
  archive.retain({ megabytes: 5, days: 7 });
  const steps: number[] = [];
  let came = 0;
  while (archive.bytes > 5_000_000 && came < 1_000) {
    const { first } = archive.extent;
    clock.advance(5);
    steps.push(archive.extent.first - first);
    assert.equal(archive.append(logged({ time: clock.now(), payload: bytesOf(`came ${came}`) })), before + ++came);
  }
  clock.advance(1_000);
  assert.ok(told() >= 4, `${told()} steps`);
  assert.ok(
    steps.every((count) => count <= 16 * largest),
    steps.join(),
  );
  const { first, end } = archive.extent;
  assert.equal(end - 1, before + came);
  assert.equal(archive.pruned, first - 1);
  assert.deepEqual(archive.left, {
    pruned: { session: first - 1, platform: 0 },
    cleared: { session: 0, platform: 0 },
    dropped: { session: 0, platform: 0 },
  });
  assert.deepEqual(
    archive.stored(before + 1, end).map(({ payload }) => Buffer.from(payload).toString()),
    Array.from({ length: came }, (_, at) => `came ${at}`),
  );
  assertWhole(bench);
});

test('what is older than so many days leaves, also while nothing arrives, and numbers go on after a restart', (context) => {
  const folder = tempFolder(context);
  const bench = open(folder);
  fill(bench, 10);
  bench.archive.retain({ megabytes: 200, days: 7 });
  bench.clock.advance(7 * day - 120_000);
  assert.equal(bench.archive.extent.first, 1);
  bench.clock.advance(300_000);
  assert.deepEqual(bench.archive.extent, { first: 11, end: 11 });
  bench.archive.close();
  const again = closing(context, open(folder));
  assert.deepEqual(again.archive.extent, { first: 11, end: 11 });
  assert.equal(again.archive.append(logged()), 11);
});

test('a file stops growing', (context) => {
  const folder = tempFolder(context);
  const bench = closing(context, open(folder));
  bench.archive.retain({ megabytes: 2, days: 7 });
  const sizes: number[] = [];
  for (let round = 0; round < 30; round++) {
    fill(bench, 1_000);
    sizes.push(statSync(join(folder, 'traffic.db')).size);
  }
  assert.ok((sizes.at(-1) ?? 0) < 6_000_000, sizes.join());
  assertWhole(bench);
});

test('topics of messages that left leave as well, and those of others stay', (context) => {
  const bench = closing(context, open(tempFolder(context)));
  bench.archive.retain({ megabytes: 4, days: 7 });
  for (let round = 0; round < 40; round++) {
    for (let at = 0; at < 20; at++) fill(bench, 1, { topic: `iot-2/evt/${'x'.repeat(60_000)}${round}-${at}/fmt/json` });
    fill(bench, 1);
  }
  const { archive } = bench;
  bench.clock.advance(1_000);
  const { first, end } = archive.extent;
  assert.ok(archive.bytes <= 4_000_000);
  assert.ok(first > 1 && end - first >= 1, `${first} to ${end}`);
  for (const { topic } of archive.stored(first, end)) assert.match(topic, /^iot-2\/evt\/(status|x+39-\d+|x+\d+-\d+)\/fmt\/json$/);
});

test('a log without retention keeps what is old', (context) => {
  const bench = closing(context, open(undefined));
  fill(bench, 10, { time: 0 });
  bench.clock.advance(1_000);
  assert.equal(bench.archive.extent.first, 1);
});
