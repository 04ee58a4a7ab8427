import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogRow } from '../../../../../src/rpc/log/traffic.ts';
import { RangeReader } from '../../../../../src/webview/log/list/rangeReader.ts';

/** Reads a view that shows every tenth row: row 10 at place 1, row 20 at place 2. */
function everyTenth(): { readonly reader: RangeReader; readonly asked: number[] } {
  const asked: number[] = [];
  const reader = new RangeReader({
    placeOf: async (seq) => Math.ceil(seq / 10),
    ask: async (from, count) => {
      asked.push(count);
      return { rows: Array.from({ length: count }, (_, at) => ({ seq: (from + at) * 10, time: (from + at) * 5 }) as LogRow) };
    },
  });
  return { reader, asked };
}

test('a range has only the rows that the view shows, and lasts from the first to the last of them', async () => {
  const { reader } = everyTenth();
  assert.deepEqual(await reader.facts({ first: 15, end: 41 }), { rows: 3, ms: 10 });
  assert.deepEqual(await reader.facts({ first: 20, end: 21 }), { rows: 1, ms: 0 });
});

test('of a range that the view does not show there is nothing to tell, and nothing is asked for', async () => {
  const { reader, asked } = everyTenth();
  assert.deepEqual(await reader.facts({ first: 11, end: 15 }), { rows: 0, ms: 0 });
  assert.deepEqual(await reader.text({ first: 11, end: 15 }, () => ''), { text: '', rows: 0, left: 0 });
  assert.deepEqual(asked, []);
});

test('each row is a line that knows the row before it, and no more than a thousand are asked for', async () => {
  const { reader, asked } = everyTenth();
  const line = ({ seq }: LogRow, before: LogRow | undefined): string => `${seq} behind ${before?.seq}`;
  assert.deepEqual(await reader.text({ first: 10, end: 21 }, line), { text: '10 behind undefined\n20 behind 10', rows: 2, left: 0 });
  const { rows, left } = await reader.text({ first: 0, end: 50_000 }, line);
  assert.deepEqual([rows, left, asked], [1_000, 4_000, [2, 1_000]]);
});
