import assert from 'node:assert/strict';
import { test } from 'node:test';
import { previousOfTopic } from '../../../../../src/engine/log/studies/previousOfTopic.ts';
import { fakeLog, type FakeRow } from './fakeLog.ts';

const event: FakeRow = { topic: 'iot-2/evt/a/fmt/json' };
const rows: readonly FakeRow[] = [
  event, // 1
  { ...event, client: 'd:o:t:2' },
  { ...event, direction: 'down' },
  { topic: 'iot-2/evt/b/fmt/json' },
  { marker: 'cut' },
  event, // 6
  event, // 7
  { kind: 'connection.open' },
  { kind: 'connection.closed' }, // 9
];
const expected: readonly (readonly [seq: number, previous: number | undefined])[] = [
  [1, undefined],
  [2, undefined],
  [3, undefined],
  [5, undefined],
  [6, 1],
  [7, 6],
  [9, undefined],
  [99, undefined],
];
for (const [seq, previous] of expected) {
  test(`before ${seq} comes ${previous}`, async () => assert.equal(await previousOfTopic(fakeLog(rows), seq), previous));
}

test('the previous message may be far away', async () => {
  const log = fakeLog([event, ...Array.from({ length: 20_000 }, (): FakeRow => ({ topic: 'other' })), event], 500);
  assert.equal(await previousOfTopic(log, 20_501), 500);
});
