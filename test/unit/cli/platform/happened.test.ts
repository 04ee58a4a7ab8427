import assert from 'node:assert/strict';
import { test } from 'node:test';
import { happened, happenedText } from '../../../../src/cli/platform/happened.ts';
import type { TrafficRecord } from '../../../../src/rpc/log/traffic.ts';

const clientId = 'd:abc123:sensor:one';
const gatewayId = 'g:abc123:bridge:g1';
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
    { event: 'disconnect', clientId, peer: 'p', code: 0, reason: 'Gone.' },
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
  [
    'an event that is dropped',
    record({ topic: 'iot-2/evt/status/fmt/json', note: { what: 'dropped', reason: 'Over one a second.' } }),
    {
      event: 'publish',
      clientId,
      topic: 'iot-2/evt/status/fmt/json',
      kind: 'device.event',
      qos: 0,
      size: 0,
      note: 'dropped',
      reason: 'Over one a second.',
    },
    `publish  ${clientId}  iot-2/evt/status/fmt/json  0 bytes  dropped  Over one a second.`,
  ],
  [
    'a request of Device Management from which on a device is slowed down',
    record({ topic: 'iotdm-1/response', note: { what: 'slowed', reason: 'Too many.' } }),
    {
      event: 'dm',
      clientId,
      topic: 'iotdm-1/response',
      kind: 'dm.serverResponse',
      qos: 0,
      size: 0,
      direction: 'up',
      note: 'slowed',
      reason: 'Too many.',
    },
    `dm  ${clientId}  iotdm-1/response  0 bytes  slowed  Too many.`,
  ],
  ['the delivery of a command', record({ topic: 'iot-2/cmd/reset/fmt/json', direction: 'down' }), undefined, ''],
  [
    'an answer of Device Management',
    record({ topic: 'iotdm-1/response', direction: 'down', payload: Buffer.from('{"rc":200,"reqId":"r"}') }),
    {
      event: 'dm',
      clientId,
      topic: 'iotdm-1/response',
      kind: 'dm.serverResponse',
      qos: 0,
      size: 22,
      direction: 'down',
      reqId: 'r',
      rc: 200,
    },
    `dm  ${clientId}  iotdm-1/response  22 bytes  rc 200`,
  ],
  [
    'a request of the platform',
    record({ topic: 'iotdm-1/mgmt/initiate/device/reboot', direction: 'down', qos: 1, payload: Buffer.from('{"reqId":"r"}') }),
    {
      event: 'dm',
      clientId,
      topic: 'iotdm-1/mgmt/initiate/device/reboot',
      kind: 'dm.reboot',
      qos: 1,
      size: 13,
      direction: 'down',
      reqId: 'r',
    },
    `dm  ${clientId}  iotdm-1/mgmt/initiate/device/reboot  13 bytes`,
  ],
  [
    'what a gateway is told of a message that was dropped',
    record({
      clientId: gatewayId,
      topic: 'iot-2/type/bridge/id/g1/notify',
      direction: 'down',
      payload: Buffer.from('{"Topic":"iot-2/evt/x","RC":276,"Message":"No topic."}'),
    }),
    { event: 'refuse', clientId: gatewayId, topic: 'iot-2/evt/x', code: 276, reason: 'No topic.' },
    `refuse  ${gatewayId}  iot-2/evt/x  276  No topic.`,
  ],
  [
    'such a message that says nothing',
    record({ clientId: gatewayId, topic: 'iot-2/type/bridge/id/g1/notify', direction: 'down', payload: Buffer.from('[]') }),
    { event: 'refuse', clientId: gatewayId },
    `refuse  ${gatewayId}`,
  ],
  [
    'a name that would steer the terminal',
    record({ clientId: '\u001b[2J', event: { kind: 'connection.refused', code: 2, reason: 'No.' } }),
    { event: 'refuse', clientId: '\u001b[2J', code: 2, reason: 'No.' },
    'refuse  \\u001b[2J  2  No.',
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
