import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogCommand } from '../../../../../src/rpc/log/logContract.ts';
import type { LogMessage } from '../../../../../src/rpc/log/traffic.ts';
import { rowActions } from '../../../../../src/webview/log/detail/rowActions.ts';

function message(facts: Partial<LogMessage>): LogMessage {
  return {
    seq: 1,
    time: 0,
    clientId: 'd:abc123:lamp:l-1',
    at: 'session',
    direction: 'up',
    topic: 'iot-2/evt/status/fmt/json',
    preview: '',
    size: facts.payload?.length ?? 2,
    problems: 0,
    payload: new TextEncoder().encode('{}'),
    qos: 0,
    retain: false,
    dup: false,
    findings: [],
    ...facts,
  };
}

const copies = ['copyMessageAsJson', 'copyMessageAsMosquitto', 'copyMessageAsC'] as const;
const compares = ['compareWithPreviousMessage', 'compareWithPreviousBoot'] as const;
const rows: readonly (readonly [what: string, facts: Partial<LogMessage>, commands: readonly LogCommand[]])[] = [
  ['an event', { kind: 'device.event' }, ['publishMessageAgain', 'newPayloadFromMessage', ...copies, ...compares, 'plotNumbers']],
  [
    'an event that is no JSON',
    { kind: 'device.event', topic: 'iot-2/evt/status/fmt/csv' },
    ['publishMessageAgain', 'newPayloadFromMessage', ...copies, ...compares],
  ],
  [
    'an event of bytes',
    { kind: 'device.event', topic: 'iot-2/evt/raw/fmt/bin', payload: Uint8Array.of(0xff) },
    ['publishMessageAgain', 'newPayloadFromMessage', ...copies, ...compares],
  ],
  [
    'an empty event',
    { kind: 'device.event', topic: 'iot-2/evt/raw/fmt/txt', payload: new Uint8Array() },
    ['publishMessageAgain', ...copies, ...compares],
  ],
  [
    'a request of the device',
    { kind: 'dm.manage', topic: 'iotdevice-1/mgmt/manage' },
    ['publishMessageAgain', 'newPayloadFromMessage', ...copies, ...compares, 'showConversation'],
  ],
  [
    'a command of an application',
    { kind: 'device.command', topic: 'iot-2/cmd/set/fmt/json', direction: 'down' },
    ['publishMessageAgain', 'newPayloadFromMessage', 'copyMessageAsJson', ...compares],
  ],
  [
    'a request of the platform',
    { kind: 'dm.reboot', topic: 'iotdm-1/mgmt/initiate/device/reboot', direction: 'down' },
    ['newPayloadFromMessage', 'copyMessageAsJson', ...compares, 'showConversation'],
  ],
  [
    'a connect',
    { kind: 'connection.open', topic: '', payload: new Uint8Array(), event: { kind: 'connection.open' } },
    ['copyMessageAsJson', 'compareWithPreviousBoot', 'showConversation'],
  ],
  ['a marker', { topic: '', clientId: '', payload: new Uint8Array(), marker: 'flashed' }, ['copyMessageAsJson']],
];
for (const [what, facts, expected] of rows) {
  test(`${what} offers what makes sense for it`, () => {
    const offered = rowActions(message(facts)).map(({ command }) => command);
    assert.deepEqual(offered, expected);
  });
}
