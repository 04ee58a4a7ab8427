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
  const times = new RowTimes({ first: () => Promise.resolve(row(1_000 * ++asked)), changed: () => void changed++ });
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
  const times = new RowTimes({ first: () => promise, changed: () => undefined });
  times.text('sinceStart', row(5_000), undefined);
  times.startAt(row(4_990));
  resolve(row(0));
  await settled();
  assert.equal(times.text('sinceStart', row(5_000), undefined), '+10 ms');
});

test('a start that did not come is asked for again', async () => {
  const answers = [Promise.reject(new Error('busy')), Promise.resolve(undefined), Promise.resolve(row(4_990))];
  const times = new RowTimes({ first: () => answers.shift() ?? Promise.resolve(undefined), changed: () => undefined });
  for (let i = 0; i < 3; i++) {
    assert.equal(times.text('sinceStart', row(5_000), undefined), '');
    await settled();
  }
  assert.equal(times.text('sinceStart', row(5_000), undefined), '+10 ms');
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
