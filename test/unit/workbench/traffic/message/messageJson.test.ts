import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { LogMessage } from '../../../../../src/rpc/log/traffic.ts';
import { messageJson } from '../../../../../src/workbench/traffic/message/messageJson.ts';
import { logMessage } from './logMessage.ts';

const read = (facts: Partial<LogMessage>): Record<string, unknown> => JSON.parse(messageJson(logMessage(facts))) as Record<string, unknown>;

test('a message is told whole', () => {
  const facts = {
    kind: 'dm.serverResponse',
    direction: 'down',
    topic: 'iotdm-1/response',
    payload: Buffer.from('{"rc":200}'),
    rc: 200,
    rcMeaning: 'done',
    reqId: 'r-1',
    partner: { seq: 3, ms: 12.5 },
    qos: 1,
    findings: [{ rule: 'a/b', severity: 'hint', message: 'Why?' }],
  } as const;
  assert.deepEqual(read(facts), {
    time: '2026-03-01T09:30:00.051Z',
    clientId: 'd:abc123:lamp:l-1',
    seenBy: 'connection',
    kind: 'dm.serverResponse',
    direction: 'to client',
    topic: 'iotdm-1/response',
    qos: 1,
    retain: false,
    dup: false,
    reqId: 'r-1',
    rc: 200,
    rcMeaning: 'done',
    answeredAfterMs: 12.5,
    payload: { rc: 200 },
    problems: [{ rule: 'a/b', severity: 'hint', message: 'Why?' }],
  });
});

test('JSON stands as it was sent', () => {
  const payload = '{"b":1.0,"b":12345678901234567890}';
  assert.ok(messageJson(logMessage({ payload: Buffer.from(payload) })).includes(`"payload": ${payload}`));
});

test('a connection event and a marker have no payload', () => {
  const event = { kind: 'connection.closed', code: 276 } as const;
  assert.deepEqual(Object.keys(read({ topic: '', kind: event.kind, event })), ['time', 'clientId', 'seenBy', 'kind', 'event']);
  assert.equal(read({ topic: '', clientId: '', marker: 'flashed' })['marker'], 'flashed');
});

test('no byte of any payload is lost', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((json) => Buffer.from(json)),
        fc.string().map((text) => Buffer.from(text)),
      ),
      (payload) => {
        const json = messageJson(logMessage({ payload }));
        const { base64, text } = JSON.parse(json) as { base64?: string; text?: string };
        if (base64 !== undefined) assert.deepEqual(Buffer.from(base64, 'base64'), Buffer.from(payload));
        else if (text !== undefined) assert.deepEqual(Buffer.from(text), Buffer.from(payload));
        else assert.ok(json.includes(`"payload": ${Buffer.from(payload).toString()}`));
      },
    ),
  );
});
