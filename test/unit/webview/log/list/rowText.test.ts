import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogRow } from '../../../../../src/rpc/log/traffic.ts';
import { columns } from '../../../../../src/webview/log/list/columns.ts';
import {
  answerText,
  answerTime,
  awaitsAnswer,
  clientParts,
  hasFailed,
  kindTitle,
  problemsText,
  resultText,
} from '../../../../../src/webview/log/list/rowText.ts';

const noon = new Date(2026, 2, 1, 12, 3, 4, 155).getTime();
const event: LogRow = {
  seq: 7,
  time: noon,
  clientId: 'd:abc123:thermostat:t-100',
  at: 'platform',
  direction: 'up',
  kind: 'device.event',
  topic: 'iot-2/evt/climate/fmt/json',
  preview: '{"temperature":21.4}',
  size: 20,
  problems: 0,
};
const request: LogRow = { ...event, kind: 'dm.manage', reqId: 'manage-1' };
const answer: LogRow = { ...event, kind: 'dm.serverResponse', direction: 'down', reqId: 'manage-1', rc: 200, rcMeaning: 'done' };

const answers = [
  ['an event has no answer', event, ''],
  ['a request without reqId is not answered', { ...request, reqId: undefined }, ''],
  ['a request waits', request, 'no answer yet'],
  ['a request has its answer', { ...request, partner: { seq: 8, ms: 35 } }, 'answered after 35 ms'],
  ['an answer has its request', { ...answer, partner: { seq: 6, ms: 35 } }, 'answers 12:03:04.120 after 35 ms'],
  ['an answer to nothing', answer, 'answers no request in the log'],
  ['another delivery of a request waits for nothing', { ...request, dup: true, again: true }, ''],
  ['another delivery of an answer answers nothing', { ...answer, dup: true, again: true }, ''],
] as const;

for (const [name, row, expected] of answers) {
  test(name, () => {
    assert.equal(answerText(row as LogRow), expected);
    assert.equal(awaitsAnswer(row as LogRow), expected === 'no answer yet');
  });
}

test('a cell shows how long the answer took, or why there is no time to show', () => {
  assert.equal(answerTime({ ...request, partner: { seq: 8, ms: 35 } }), 'after 35 ms');
  assert.equal(answerTime({ ...answer, partner: { seq: 6, ms: 35 } }), 'after 35 ms');
  assert.equal(answerTime(request), 'no answer yet');
  assert.equal(answerTime(answer), 'no request');
  assert.equal(answerTime(event), '');
});

test('a topic of no kind is Other, and so is a kind of another version', () => {
  assert.equal(kindTitle(request), 'Manage request');
  const { kind: _kind, ...other } = event;
  assert.equal(kindTitle(other), 'Other');
  assert.equal(kindTitle({ ...event, kind: 'dm.unheard' as never }), 'Other');
});

const clients = [
  ['d:abc123:thermostat:t-100', { name: 't-100', aside: 'thermostat' }],
  ['g:abc123:hub:h-1', { name: 'h-1', aside: 'hub · gateway' }],
  ['a:abc123:dashboard', { name: 'dashboard', aside: 'application' }],
  ['mqttjs_1', { name: 'mqttjs_1' }],
  ['', { name: '' }],
] as const;

for (const [clientId, parts] of clients) {
  test(`the client ${clientId === '' ? 'that is not known' : clientId} is shown by what tells it from others`, () => {
    assert.deepEqual(clientParts({ ...event, clientId }), parts);
  });
}

const results: readonly (readonly [Partial<LogRow>, string, boolean])[] = [
  [{ rc: 200, rcMeaning: 'done' }, '200 done', false],
  [{ rc: 500, rcMeaning: 'failed' }, '500 failed', true],
  [{ rc: 0, rcMeaning: 'success, non-standard' }, '0 success, non-standard', false],
  [{ rc: 777 }, '777', true],
  [{}, '', false],
];

for (const [result, text, failed] of results) {
  test(`rc ${result.rc ?? 'missing'} reads "${text}"`, () => {
    assert.equal(resultText({ ...event, ...result }), text);
    assert.equal(hasFailed({ ...event, ...result }), failed);
  });
}

test('problems are counted by the worst', () => {
  assert.equal(problemsText(event), '');
  assert.equal(problemsText({ ...event, problems: 1, severity: 'hint' }), '1 problem: hint');
  assert.equal(problemsText({ ...event, problems: 2, severity: 'error' }), '2 problems, the worst: error');
});

test('no cell shows a character that a browser would obey or hide, nor more than a row can hold', () => {
  const hostile = `\u202e\u0007<img src=x onerror=alert(1)>${'x'.repeat(65_536)}`;
  const note = { what: 'queued', reason: hostile } as const;
  const row = { ...answer, clientId: hostile, topic: hostile, preview: hostile, rcMeaning: hostile, note, dup: true };
  for (const column of columns) {
    for (const waits of [false, true]) {
      const { text, whole = '', spoken = '' } = column.content(row, { waits, time: '' });
      assert.doesNotMatch(text + whole + spoken, /[\p{Cc}\p{Cf}]/u, column.name);
      assert.ok(text.length < 500 && whole.length < 500 && spoken.length < 500, column.name);
    }
  }
});
