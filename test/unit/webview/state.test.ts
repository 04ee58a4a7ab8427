import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readState } from '../../../src/webview/state.ts';

const fresh = { follow: true, seenEnd: 0, top: 0, selected: undefined, detail: true, tab: 'json' };

test('what was kept comes back', () => {
  const kept = { follow: false, seenEnd: 90, top: 12.5, selected: 15, detail: false, tab: 'hex' };
  assert.deepEqual(readState(structuredClone(kept)), kept);
});

for (const kept of [undefined, null, 7, 'x', [], {}, { follow: 'no', seenEnd: -1, top: '1', selected: '3', detail: 0, tab: 'xml' }]) {
  test(`a view that kept ${JSON.stringify(kept)} begins anew`, () => assert.deepEqual(readState(kept), fresh));
}
