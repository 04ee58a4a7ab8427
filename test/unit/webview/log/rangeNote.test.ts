import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RowNumbers } from '../../../../src/rpc/log/traffic.ts';
import { RangeNote } from '../../../../src/webview/log/rangeNote.ts';
import { until } from '../../../support/until.ts';

/** A note about a range of a view that has so many rows of it. */
function noted() {
  const view: { range: RowNumbers | undefined; rows: number } = { range: { first: 5, end: 20 }, rows: 15 };
  const asked: RowNumbers[] = [];
  const chosen: (RowNumbers | undefined)[] = [];
  const note = new RangeNote({
    range: () => view.range,
    facts: async (range) => {
      asked.push(range);
      return { rows: view.rows, ms: -1_234 };
    },
    chosen: (range) => void chosen.push(range),
    changed: () => undefined,
  });
  return { note, view, asked, chosen };
}

const says = (note: RangeNote, text: string): Promise<true> =>
  until(`the note to say ${text}`, () => (note.text === text ? true : undefined));

test('a range is told with its rows and its time, whichever of its ends is the later one', async () => {
  const { note, view, asked, chosen } = noted();
  note.update();
  await says(note, '15 rows · 1.23 s');
  note.update();
  assert.equal(asked.length, 1, 'nothing is different');
  view.range = undefined;
  note.update();
  assert.equal(note.text, '');
  assert.deepEqual(chosen, [{ first: 5, end: 20 }, undefined]);
});

test('while a search goes on more rows of the range are found, also with its last step', async () => {
  const { note, view } = noted();
  view.rows = 3;
  note.update({ isSearching: true });
  await says(note, '3 rows · 1.23 s');
  view.rows = 9;
  note.update({ isSearching: true });
  await says(note, '9 rows · 1.23 s');
  view.rows = 12;
  note.update();
  await says(note, '12 rows · 1.23 s');
});
