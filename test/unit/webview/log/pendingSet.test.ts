import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogRow } from '../../../../src/rpc/log/traffic.ts';
import { PendingSet } from '../../../../src/webview/log/pendingSet.ts';

const waiting = { clientId: 'd:abc123:lamp:l-1', topic: 'iotdm-1/observe', reqId: 'r-1' };
const row: LogRow = { ...waiting, seq: 1, time: 0, at: 'session', direction: 'down', preview: '', size: 0, problems: 0 };

test('a row that came over a connection of the reader’s own is found by client, topic and reqId', () => {
  assert.deepEqual(new PendingSet([waiting]).of(row), waiting);
});

const others: readonly Partial<LogRow>[] = [
  { at: 'platform' },
  { clientId: 'd:abc123:lamp:l-2' },
  { topic: 'iotdm-1/cancel' },
  { reqId: 'r-2' },
  { partner: { seq: 2, ms: 1 } },
];
for (const change of others)
  test(`not one with ${JSON.stringify(change)}`, () => assert.equal(new PendingSet([waiting]).of({ ...row, ...change }), undefined));

test('texts that would run into each other are told apart', () => {
  const set = new PendingSet([{ clientId: 'a', topic: 'b","c', reqId: 'd' }]);
  assert.equal(set.of({ ...row, clientId: 'a', topic: 'b', reqId: 'c","d' }), undefined);
  assert.equal(set.of({ ...row, clientId: 'a","b', topic: 'c', reqId: 'd' }), undefined);
});
