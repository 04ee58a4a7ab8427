import assert from 'node:assert/strict';
import { test } from 'node:test';
import { happened, happenedText } from '../../../src/cli/eventReport.ts';
import type { TrafficRecord } from '../../../src/rpc/traffic.ts';

const clientId = 'd:abc123:sensor:one';
const time = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

function record(parts: Partial<TrafficRecord>): TrafficRecord {
  const empty = { topic: '', payload: new Uint8Array(0), qos: 0, retain: false, dup: false, direction: 'up', connection: '1' } as const;
  return { ...empty, time, clientId, ...parts };
}

const table: readonly [what: string, record: TrafficRecord, line: object | undefined, text: string][] = [
  [
    'a connection',
    record({ event: { kind: 'connection.open', peer: '127.0.0.1:5', cleanSession: true, sessionPresent: false } }),
    { event: 'connect', clientId, peer: '127.0.0.1:5' },
    `connect  ${clientId}`,
  ],
  [
    'a refusal of an unknown client',
    record({ clientId: '', event: { kind: 'connection.refused', peer: '127.0.0.1:5', code: 5, reason: 'No.', advice: 'Try.' } }),
    { event: 'refuse', clientId: '', peer: '127.0.0.1:5', code: 5, reason: 'No.', advice: 'Try.' },
    'refuse  127.0.0.1:5  5  No.  Try.',
  ],
  [
    'a normal end',
    record({ event: { kind: 'connection.closed', peer: 'p', code: 0, reason: 'Gone.', advice: 'Nothing is wrong.' } }),
    { event: 'disconnect', clientId, peer: 'p', code: 0, reason: 'Gone.', advice: 'Nothing is wrong.' },
    `disconnect  ${clientId}  0  Gone.`,
  ],
  [
    'a subscription',
    record({ event: { kind: 'connection.subscribed', peer: 'p', filter: 'iotdm-1/#', qos: 1 } }),
    { event: 'subscribe', clientId, peer: 'p', topic: 'iotdm-1/#', qos: 1 },
    `subscribe  ${clientId}  iotdm-1/#`,
  ],
  [
    'an event',
    record({ topic: 'iot-2/evt/status/fmt/json', payload: new Uint8Array(7), qos: 1 }),
    { event: 'publish', clientId, topic: 'iot-2/evt/status/fmt/json', kind: 'device.event', qos: 1, size: 7 },
    `publish  ${clientId}  iot-2/evt/status/fmt/json  7 bytes`,
  ],
  ['the delivery of a command', record({ topic: 'iot-2/cmd/reset/fmt/json', direction: 'down' }), undefined, ''],
  [
    'an answer of Device Management',
    record({ topic: 'iotdm-1/response', direction: 'down', payload: Buffer.from('{"rc":200,"reqId":"r"}') }),
    { event: 'dm', clientId, topic: 'iotdm-1/response', kind: 'dm.serverResponse', qos: 0, size: 22, reqId: 'r', rc: 200 },
    `dm  ${clientId}  iotdm-1/response  22 bytes  rc 200`,
  ],
];

for (const [what, happening, line, text] of table) {
  test(`${what} is reported`, () => {
    const found = happened(happening);
    const written = found === undefined ? undefined : (JSON.parse(JSON.stringify(found)) as object);
    assert.deepEqual(written, line === undefined ? undefined : { ...line, time: '2026-01-02T03:04:05.678Z' });
    assert.equal(found === undefined ? '' : happenedText(found), text === '' ? '' : `03:04:05.678  ${text}`);
  });
}
