import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogRow } from '../../../../../src/rpc/log/traffic.ts';
import { RowTimes } from '../../../../../src/webview/log/list/rowTimes.ts';
import { nextTimeMode, timeModeOf, timeModes, type TimeMode } from '../../../../../src/webview/log/list/timeModes.ts';

function row(time: number): LogRow {
  return { seq: 1, time, clientId: '', at: 'session', direction: 'up', topic: '', preview: '', size: 0, problems: 0 };
}

/** Lets promises that are settled be heard. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('the start is asked for once, and only by times that are counted from it', async () => {
  let asked = 0;
  let changed = 0;
  const times = new RowTimes({ chosen: undefined, first: () => Promise.resolve(row(1_000 * ++asked)), changed: () => void changed++ });
  times.text('clock', row(0), undefined);
  assert.equal(times.text('sinceBefore', row(1_500), row(1_000)), '+500 ms');
  assert.equal(asked, 0);
  assert.equal(times.text('sinceStart', row(1_035), undefined), '');
  times.text('sinceStart', row(1_035), undefined);
  await settled();
  assert.deepEqual([asked, changed], [1, 1]);
  assert.equal(times.text('sinceStart', row(1_035), undefined), '+35 ms');
  assert.equal(times.text('sinceStart', row(965), undefined), '−35 ms');
});

test('a start that the reader chose stays, whatever answer comes late', async () => {
  const { promise, resolve } = Promise.withResolvers<LogRow>();
  const times = new RowTimes({ chosen: undefined, first: () => promise, changed: () => undefined });
  times.text('sinceStart', row(5_000), undefined);
  times.startAt(row(4_990));
  resolve(row(0));
  await settled();
  assert.equal(times.text('sinceStart', row(5_000), undefined), '+10 ms');
});

test('a start that did not come is asked for again', async () => {
  const answers = [Promise.reject(new Error('busy')), Promise.resolve(undefined), Promise.resolve(row(4_990))];
  const times = new RowTimes({ chosen: undefined, first: () => answers.shift() ?? Promise.resolve(undefined), changed: () => undefined });
  for (let i = 0; i < 3; i++) {
    assert.equal(times.text('sinceStart', row(5_000), undefined), '');
    await settled();
  }
  assert.equal(times.text('sinceStart', row(5_000), undefined), '+10 ms');
});

test('a start that was chosen before counts from the beginning', () => {
  const times = new RowTimes({ chosen: 4_990, first: () => assert.fail('It need not be asked for'), changed: () => undefined });
  assert.equal(times.text('sinceStart', row(5_000), undefined), '+10 ms');
  assert.equal(times.chosen, 4_990);
});

test('another view begins with another row, unless the reader chose the start', async () => {
  const answers = [1_000, 2_000];
  const times = new RowTimes({ chosen: undefined, first: () => Promise.resolve(row(answers.shift() ?? 0)), changed: () => undefined });
  times.text('sinceStart', row(5_000), undefined);
  await settled();
  assert.equal(times.text('sinceStart', row(5_000), undefined), '+4.00 s');
  times.restart();
  assert.equal(times.text('sinceStart', row(5_000), undefined), '');
  await settled();
  assert.equal(times.text('sinceStart', row(5_000), undefined), '+3.00 s');
  times.startAt(row(4_990));
  times.restart();
  assert.equal(times.text('sinceStart', row(5_000), undefined), '+10 ms');
});

test('the first row of a view that is shown no more is none of the next', async () => {
  const { promise, resolve } = Promise.withResolvers<LogRow>();
  const answers = [promise, Promise.resolve(row(2_000))];
  const times = new RowTimes({
    chosen: undefined,
    first: () => answers.shift() ?? assert.fail('It need not be asked for again'),
    changed: () => undefined,
  });
  times.text('sinceStart', row(5_000), undefined);
  times.restart();
  times.text('sinceStart', row(5_000), undefined);
  resolve(row(0));
  await settled();
  assert.equal(times.text('sinceStart', row(5_000), undefined), '+3.00 s');
});

/** What the log held before and holds then, and whether a start of before still counts. */
const lengths = [
  ['is here for the first time', { first: 0, end: 0 }, { first: 900, end: 1_000 }, true],
  ['grows', { first: 1, end: 10 }, { first: 1, end: 11 }, true],
  ['loses its oldest rows', { first: 1, end: 10 }, { first: 9, end: 20 }, true],
  ['is cleared', { first: 1, end: 10 }, { first: 10, end: 10 }, false],
  ['is cleared and goes on', { first: 1, end: 10 }, { first: 10, end: 11 }, false],
] as const;
for (const [what, before, then, isKept] of lengths) {
  test(`when the log ${what} every start ${isKept ? 'is kept' : 'is forgotten'}`, async () => {
    const times = new RowTimes({ chosen: 1_000, first: () => Promise.resolve(row(5_000)), changed: () => undefined });
    times.keepWithin(before);
    times.keepWithin(then);
    times.text('sinceStart', row(5_000), undefined);
    await settled();
    assert.equal(times.text('sinceStart', row(5_000), undefined), isKept ? '+4.00 s' : '+0 ms');
    assert.equal(times.chosen, isKept ? 1_000 : undefined);
  });
}

test('a row of another day than the row before it tells its day', () => {
  const times = new RowTimes({ chosen: undefined, first: () => Promise.resolve(undefined), changed: () => undefined });
  const [late, early, next] = [new Date(2026, 10, 22, 23, 59, 58, 7), new Date(2026, 10, 23, 0, 1, 2, 3), new Date(2027, 10, 23, 0, 1)].map(
    (date) => row(date.getTime()),
  );
  assert.ok(late !== undefined && early !== undefined && next !== undefined);
  assert.deepEqual(
    [
      times.text('clock', late, undefined),
      times.text('clock', early, late),
      times.text('clock', late, early),
      times.text('clock', next, early),
      times.text('clock', early, early),
    ],
    ['23:59:58.007', '11-23 00:01', '11-22 23:59', '11-23 00:01', '00:01:02.003'],
  );
  assert.equal(times.line('clock', early, late), '2026-11-23 00:01:02.003');
  assert.equal(times.line('clock', early, early), '00:01:02.003');
  assert.equal(times.line('sinceBefore', row(1_500), row(1_000)), '+500 ms');
});

test('every way to tell the time comes once before the first comes again', () => {
  const seen: TimeMode[] = [];
  let mode: TimeMode = 'clock';
  do {
    seen.push(mode);
    mode = nextTimeMode(mode);
  } while (mode !== 'clock' && seen.length < 10);
  assert.deepEqual(
    seen,
    timeModes.map((look) => look.mode),
  );
  assert.equal(timeModeOf('sinceBefore').text(5, { start: undefined, before: undefined }), '');
});
