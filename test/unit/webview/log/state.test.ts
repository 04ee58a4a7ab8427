import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readState } from '../../../../src/webview/log/state.ts';

const fresh = {
  follow: true,
  seenEnd: 0,
  top: 0,
  selected: undefined,
  rangeBegin: undefined,
  countFrom: undefined,
  filter: '',
  history: [],
  columns: { widths: {} },
  time: 'clock',
  detail: true,
  tabs: {},
};

test('what was kept comes back', () => {
  const kept = {
    follow: false,
    seenEnd: 90,
    top: 12.5,
    selected: 15,
    rangeBegin: 12,
    countFrom: 1_000.5,
    filter: 'kind:dm.*',
    history: ['kind:dm.*', 'x'],
    columns: { shown: ['time', 'topic'], widths: { topic: 300 } },
    time: 'sinceStart',
    detail: false,
    tabs: { json: 'hex', csv: 'text' },
  };
  assert.deepEqual(readState(structuredClone(kept)), kept);
});

for (const kept of [
  undefined,
  null,
  7,
  'x',
  [],
  {},
  { filter: 7, history: 'x', columns: { shown: ['nothing', '__proto__'], widths: { topic: 'wide', time: NaN, x: 3 } }, time: 'yesterday' },
  { filter: 'x'.repeat(10_001), history: [3, null, 'x'.repeat(2_001)], columns: [] },
  { follow: 'no', seenEnd: -1, top: '1', selected: '3', rangeBegin: -2, countFrom: 'now', detail: 0, tabs: { json: 'xml', other: 'hex' } },
]) {
  test(`a view that kept ${JSON.stringify(kept)} begins anew`, () => assert.deepEqual(readState(kept), fresh));
}
