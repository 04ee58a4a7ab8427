import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogMessage } from '../../../../../src/rpc/log/traffic.ts';
import { factsOf } from '../../../../../src/webview/log/detail/facts.ts';

const message: LogMessage = {
  seq: 1,
  time: new Date(2026, 2, 1, 9, 5, 3, 7).getTime(),
  clientId: 'd:abc123:thermostat:t-100',
  at: 'session',
  direction: 'down',
  topic: 'iotdm-1/response',
  preview: '',
  size: 1,
  problems: 0,
  payload: new Uint8Array(1),
  qos: 1,
  retain: false,
  dup: false,
  findings: [],
};
const facts = (changes: Partial<LogMessage>): Record<string, string> =>
  Object.fromEntries(factsOf({ ...message, ...changes }).map(({ name, value }) => [name, value]));

test('a message tells who, when, how and how much', () => {
  assert.deepEqual(facts({}), {
    Client: 'd:abc123:thermostat:t-100',
    'Seen by': 'own connection',
    Time: '2026-03-01 09:05:03.007',
    Direction: 'to client',
    QoS: '1',
    Size: '1 byte',
  });
});

test('retained, DUP, reqId and rc are there when the message has them', () => {
  const { QoS, reqId, rc } = facts({ retain: true, dup: true, reqId: 'r-1', rc: 200, rcMeaning: 'done' });
  assert.deepEqual([QoS, reqId, rc], ['1, retained, DUP (sent again)', 'r-1', '200 done']);
});

const events = [
  [
    { kind: 'connection.refused', code: 5, advice: 'Check the token.' },
    { Code: '5 not authorised', Advice: 'Check the token.' },
  ],
  [{ kind: 'connection.closed', code: 288 }, { Code: '288 replaced by a new connection with the same client ID' }],
  [
    { kind: 'connection.open', cleanSession: true, peer: '127.0.0.1:5' },
    { From: '127.0.0.1:5', Session: 'clean' },
  ],
  [{ kind: 'connection.open', cleanSession: false, sessionPresent: true }, { Session: 'persistent, resumed' }],
  [{ kind: 'connection.open', cleanSession: false, sessionPresent: false }, { Session: 'persistent, new' }],
  [
    { kind: 'connection.subscribed', filter: 'iotdm-1/#', qos: 1 },
    { Filter: 'iotdm-1/#', Granted: 'QoS 1' },
  ],
  [
    { kind: 'connection.subscribed', filter: '#', qos: 128 },
    { Filter: '#', Granted: 'refused (128)' },
  ],
] as const;

for (const [event, expected] of events) {
  test(`${event.kind} tells ${JSON.stringify(expected)}`, () => {
    const { Client: _client, 'Seen by': _seen, Time: _time, ...told } = facts({ clientId: '', event });
    assert.deepEqual(told, expected);
  });
}
