import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ViewRows } from '../../../../src/rpc/log/logCalls.ts';
import type { LogExtent, LogRow } from '../../../../src/rpc/log/traffic.ts';
import { RowCache } from '../../../../src/webview/log/rowCache.ts';

/** A host whose answers the test gives one by one. */
class Host {
  readonly asked: LogExtent[] = [];
  readonly failures: unknown[] = [];
  answers = 0;
  readonly cache = new RowCache({
    ask: (from, count) =>
      new Promise((resolve, reject) => {
        this.asked.push({ first: from, end: from + count });
        this.#open.push({ from, resolve, reject });
      }),
    answered: () => this.answers++,
    failed: (error) => this.failures.push(error),
  });
  readonly #open: { from: number; resolve: (rows: ViewRows) => void; reject: (error: Error) => void }[] = [];

  get waiting(): number {
    return this.#open.length;
  }

  /** Answers the oldest open question with rows that say which answer they come from. */
  async answer(rows: readonly (number | LogRow)[] = this.lastAsked()): Promise<void> {
    const row = (seq: number): LogRow => ({ seq, preview: `answer ${this.answers}` }) as LogRow;
    const open = this.#open.shift();
    open?.resolve({ from: open.from, rows: rows.map((given) => (typeof given === 'number' ? row(given) : given)) });
    await settled();
  }

  async fail(): Promise<void> {
    this.#open.shift()?.reject(new Error('gone'));
    await settled();
  }

  lastAsked(): number[] {
    const { first, end } = this.asked.at(-1) ?? { first: 0, end: 0 };
    return Array.from({ length: end - first }, (_, at) => first + at);
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function hostWith(extent: LogExtent): Host {
  const host = new Host();
  host.cache.grow(extent);
  return host;
}

test('the rows on screen are asked for first, then a page after and a page before', async () => {
  const host = hostWith({ first: 0, end: 10_000 });
  host.cache.show({ first: 500, end: 540 });
  while (host.waiting > 0) await host.answer();
  assert.deepEqual(host.asked, [
    { first: 500, end: 540 },
    { first: 540, end: 640 },
    { first: 400, end: 500 },
  ]);
  assert.equal(host.cache.at(500)?.seq, 500);
  assert.ok(host.cache.covers({ first: 400, end: 640 }));
  assert.equal(host.cache.at(640), undefined);
});

test('scrolling within half a page asks for nothing', async () => {
  const host = hostWith({ first: 0, end: 10_000 });
  host.cache.show({ first: 500, end: 540 });
  while (host.waiting > 0) await host.answer();
  host.cache.show({ first: 530, end: 570 });
  assert.equal(host.waiting, 0);
});

test('while a question is open nothing else is asked, and then only what is on screen', async () => {
  const host = hostWith({ first: 0, end: 1_000_000 });
  host.cache.show({ first: 0, end: 40 });
  for (let first = 1_000; first <= 900_000; first += 1_000) host.cache.show({ first, end: first + 40 });
  assert.equal(host.asked.length, 1);
  await host.answer();
  assert.deepEqual(host.asked.at(-1), { first: 900_000, end: 900_040 });
});

test('growth asks again for the rows on screen and replaces them', async () => {
  const host = hostWith({ first: 0, end: 40 });
  host.cache.show({ first: 0, end: 40 });
  await host.answer();
  host.cache.grow({ first: 0, end: 41 });
  host.cache.show({ first: 0, end: 40 });
  assert.deepEqual(host.asked.at(-1), { first: 0, end: 40 });
  assert.equal(host.cache.at(3)?.preview, 'answer 0');
  await host.answer();
  assert.equal(host.cache.at(3)?.preview, 'answer 1');
});

test('a request that had no answer when it was on screen is asked for again when it comes back', async () => {
  const host = hostWith({ first: 0, end: 10_000 });
  host.cache.show({ first: 0, end: 10 });
  const open = { seq: 3, kind: 'dm.manage', reqId: 'manage-1' } as LogRow;
  await host.answer(host.lastAsked().map((seq) => (seq === 3 ? open : seq)));
  while (host.waiting > 0) await host.answer();
  host.cache.show({ first: 5_000, end: 5_010 });
  host.cache.grow({ first: 0, end: 10_001 });
  while (host.waiting > 0) await host.answer();
  host.cache.show({ first: 0, end: 10 });
  assert.deepEqual(host.asked.at(-1), { first: 3, end: 4 });
  assert.equal(host.cache.at(3), undefined);
});

test('rows elsewhere are asked for again when rows were judged anew', async () => {
  const host = hostWith({ first: 0, end: 10_000 });
  host.cache.show({ first: 0, end: 10 });
  while (host.waiting > 0) await host.answer();
  host.cache.show({ first: 5_000, end: 5_010 });
  host.cache.grow({ first: 0, end: 10_000, revision: 1 });
  while (host.waiting > 0) await host.answer();
  assert.ok(host.cache.covers({ first: 5_000, end: 5_010 }));
  assert.equal(host.cache.at(5), undefined);
  host.cache.grow({ first: 0, end: 10_001, revision: 1 });
  assert.ok(host.cache.covers({ first: 5_010, end: 5_050 }), 'and only once');
});

test('an answer about a log that was started anew is dropped', async () => {
  const host = hostWith({ first: 0, end: 40 });
  host.cache.show({ first: 0, end: 40 });
  host.cache.grow({ first: 0, end: 3 });
  await host.answer();
  assert.equal(host.cache.at(0), undefined);
});

test('rows that left the log are forgotten, also when they come late', async () => {
  const host = hostWith({ first: 0, end: 100 });
  host.cache.show({ first: 0, end: 40 });
  host.cache.grow({ first: 20, end: 100 });
  await host.answer();
  assert.equal(host.cache.at(19), undefined);
  assert.equal(host.cache.at(20)?.seq, 20);
});

test('a row that the host does not have is not asked for again and again', async () => {
  const host = hostWith({ first: 0, end: 10 });
  host.cache.show({ first: 0, end: 10 });
  await host.answer([0, 1, 2]);
  assert.equal(host.waiting, 0);
  assert.ok(host.cache.covers({ first: 0, end: 10 }));
  assert.equal(host.cache.at(5), undefined);
});

test('after a failure it is asked again only when the reader or the log moves', async () => {
  const host = hostWith({ first: 0, end: 10 });
  host.cache.show({ first: 0, end: 10 });
  await host.fail();
  assert.equal(host.failures.length, 1);
  assert.equal(host.waiting, 0);
  host.cache.show({ first: 0, end: 10 });
  await host.answer();
  assert.equal(host.cache.at(9)?.seq, 9);
});

test('memory stays bounded however far one scrolls', async () => {
  const host = hostWith({ first: 0, end: 1_000_000 });
  for (let first = 0; first < 50_000; first += 500) {
    host.cache.show({ first, end: first + 40 });
    while (host.waiting > 0) await host.answer();
  }
  let held = 0;
  for (let seq = 0; seq < 51_000; seq++) if (host.cache.at(seq) !== undefined) held++;
  assert.ok(held <= 4_500, `${held} rows are held`);
});

test('rows stand at their places, whatever their numbers', async () => {
  const host = hostWith({ first: 0, end: 3 });
  host.cache.show({ first: 0, end: 3 });
  await host.answer([70, 80, 95]);
  assert.deepEqual(
    [0, 1, 2].map((place) => host.cache.at(place)?.seq),
    [70, 80, 95],
  );
});

test('another view knows nothing of the one before, nor takes its answers', async () => {
  const host = hostWith({ first: 0, end: 40 });
  host.cache.show({ first: 0, end: 40 });
  host.cache.reset();
  host.cache.grow({ first: 0, end: 50 });
  await host.answer();
  assert.equal(host.cache.at(0), undefined);
});
