import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFilter } from '../../../../../src/filter/parseFilter.ts';
import type { LogRow } from '../../../../../src/rpc/log/traffic.ts';
import { rowFilters } from '../../../../../src/webview/log/filterBar/rowFilters.ts';

const row: LogRow = {
  seq: 1,
  time: 0,
  clientId: 'd:abc123:lamp:l-1',
  at: 'session',
  direction: 'up',
  kind: 'device.event',
  topic: 'iot-2/evt/status/fmt/json',
  preview: '',
  size: 0,
  problems: 0,
};

const columns = (change: Partial<LogRow>): readonly string[] => rowFilters({ ...row, ...change }).map(({ column }) => column);

test('a row offers what it has', () => {
  assert.deepEqual(columns({}), ['client', 'kind', 'event', 'topic', 'direction']);
  assert.deepEqual(columns({ rc: 0, reqId: 'r-1', severity: 'error', problems: 1 }), [
    'client',
    'kind',
    'event',
    'topic',
    'direction',
    'result',
    'answer',
    'problems',
  ]);
  assert.deepEqual(columns({ topic: '', clientId: '', marker: 'x' }), ['kind', 'direction']);
});

test('what nobody could read is no filter', () => {
  assert.ok(!columns({ topic: 'x'.repeat(501) }).includes('topic'));
  assert.ok(columns({ topic: 'x'.repeat(500) }).includes('topic'));
});

const hostile = ['a b', '"', '\\', 'a,b', '(x', ') or x', '-x', '*', '\u202e\u0000', 'or', '__proto__'];
for (const text of hostile)
  test(`${JSON.stringify(text)} of a client makes one term that is understood`, () => {
    for (const { term } of rowFilters({ ...row, clientId: text, topic: text, reqId: text })) {
      const parsed = parseFilter(term);
      assert.ok(!('fault' in parsed), term);
    }
  });
