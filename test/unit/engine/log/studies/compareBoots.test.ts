import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareBoots } from '../../../../../src/engine/log/studies/compareBoots.ts';
import { fakeLog, type FakeRow } from './fakeLog.ts';

const connect: FakeRow = { kind: 'connection.open', event: { kind: 'connection.open', peer: '10.0.0.1:5' } };
const closed: FakeRow = { kind: 'connection.closed', event: { kind: 'connection.closed', code: 276, reason: 'Topic not valid' } };
const manage = (reqId: string): FakeRow => ({ topic: 'iotdevice-1/mgmt/manage', kind: 'dm.manage', payload: `{"reqId":"${reqId}"}` });
const answer = (reqId: string): FakeRow => ({
  topic: 'iotdm-1/response',
  kind: 'dm.serverResponse',
  direction: 'down',
  payload: `{"rc":200, "reqId":"${reqId}"}`,
});
const event = (t: number): FakeRow => ({ topic: 'iot-2/evt/s/fmt/json', kind: 'device.event', payload: `{"t":${t}}` });
const others: FakeRow = { client: 'd:o:t:2', topic: 'iot-2/evt/s/fmt/json', kind: 'device.event' };
const marker: FakeRow = { marker: 'flashed 1.4.2' };

const twoBoots = [connect, manage('a'), answer('a'), event(1), closed, others, connect, others, manage('b'), answer('b'), event(2)];

test('two boots differ in what differs', async () => {
  const texts = await compareBoots(fakeLog(twoBoots), 9);
  assert.deepEqual(texts?.before.text.split('\n'), [
    '· connection.open',
    '→ iotdevice-1/mgmt/manage  {"reqId":reqId-1}',
    '← iotdm-1/response  {"rc":200,"reqId":reqId-1}',
    '→ iot-2/evt/s/fmt/json  {"t":1}',
    '· connection.closed 276 Topic not valid',
    '',
  ]);
  assert.deepEqual(texts?.after.text.split('\n'), [
    '· connection.open',
    '→ iotdevice-1/mgmt/manage  {"reqId":reqId-1}',
    '← iotdm-1/response  {"rc":200,"reqId":reqId-1}',
    '→ iot-2/evt/s/fmt/json  {"t":2}',
    '',
  ]);
  const began = (second: number): object => ({ clientId: 'd:o:t:1', cut: 'connect', time: Date.UTC(2026, 2, 1, 0, 0, second) });
  assert.deepEqual({ ...texts?.before, text: '' }, { ...began(1), text: '' });
  assert.deepEqual({ ...texts?.after, text: '' }, { ...began(7), text: '' });
});

/** The events that stand on each side, by their numbers. */
const sides: readonly (readonly [what: string, rows: readonly FakeRow[], seq: number, before: string, after: string])[] = [
  ['a row of the first boot has what the log had before', [event(0), connect, event(1), connect, event(2)], 3, '0', '1'],
  ['the connect itself belongs to its boot', [connect, event(1), connect, event(2)], 3, '1', '2'],
  ['the last row before a connect belongs to the boot before', [connect, event(0), connect, event(1), connect, event(2)], 4, '0', '1'],
  ['a marker cuts', [connect, event(1), marker, event(2)], 4, '1', '2'],
  ['a marker right before a connect makes no boot of its own', [connect, event(1), closed, marker, connect, event(2)], 6, '1', '2'],
  ['connects without a message are no boots', [connect, event(1), connect, closed, connect, closed, connect, event(2)], 8, '1', '2'],
  ['another client does not cut', [connect, event(1), connect, event(2), { ...connect, client: 'd:o:t:2' }, event(3)], 6, '1', '2 3'],
];
for (const [what, rows, seq, before, after] of sides) {
  test(what, async () => {
    const texts = await compareBoots(fakeLog(rows, 1), seq);
    const events = (text = ''): string => [...text.matchAll(/"t":(\d+)/g)].map(([, t]) => t).join(' ');
    assert.deepEqual([events(texts?.before.text), events(texts?.after.text)], [before, after]);
  });
}

const nothing: readonly (readonly [what: string, rows: readonly FakeRow[], seq: number])[] = [
  ['in the only boot', [connect, event(1)], 2],
  ['without a cut', [event(1), event(2)], 2],
  ['of a client that only connected before', [connect, closed, connect, event(1)], 4],
  ['of a marker', [connect, event(1), marker], 3],
  ['of a row that is not there', [connect, event(1), connect, event(2)], 99],
];
for (const [what, rows, seq] of nothing) {
  test(`there is nothing to compare ${what}`, async () => assert.equal(await compareBoots(fakeLog(rows), seq), undefined));
}

test('of very many messages the first are compared, and the text says so', async () => {
  const many = Array.from({ length: 12_000 }, (_, at) => event(at));
  const texts = await compareBoots(fakeLog([connect, ...many, connect, event(1)]), 12_003);
  const lines = texts?.before.text.trimEnd().split('\n') ?? [];
  assert.equal(lines.length, 5_001);
  assert.equal(lines.at(-1), '… Only the first 5,000 messages are compared.');
});

test('of very large messages as many are compared as an editor can take, and the text says so', async () => {
  const large = (t: number): FakeRow => ({
    ...event(t),
    topic: `iot-2/evt/${'s'.repeat(300)}/fmt/json`,
    payload: `{"t":"${'x'.repeat(20_000)}"}`,
  });
  const texts = await compareBoots(fakeLog([connect, ...Array.from({ length: 4_000 }, (_, at) => large(at)), connect, event(1)]), 4_003);
  const { text = '' } = texts?.before ?? {};
  assert.ok(text.length < 4_100_000);
  const lines = text.trimEnd().split('\n');
  assert.equal(lines.at(-1), `… Only the first ${(lines.length - 1).toLocaleString('en')} messages are compared.`);
  assert.ok(lines.length > 2_000);
});

test('a storm of connects without a message is passed over', async () => {
  const storm = Array.from({ length: 3_000 }, () => connect);
  const texts = await compareBoots(fakeLog([connect, event(1), ...storm, event(2)]), 3_003);
  assert.match(texts?.before.text ?? '', /"t":1/);
  assert.match(texts?.after.text ?? '', /"t":2/);
});

test('hostile topics and reasons stay one line', async () => {
  const bad = '\n\u001b[2J\u202e';
  const rows = [
    connect,
    { topic: `a${bad}`, payload: bad },
    { ...closed, event: { kind: 'connection.closed', reason: bad } },
    connect,
    event(1),
  ];
  const lines = (await compareBoots(fakeLog(rows), 5))?.before.text.split('\n') ?? [];
  assert.equal(lines.length, 4);
  for (const line of lines) assert.doesNotMatch(line, /[\p{Cc}\p{Bidi_Control}]/u);
});
