import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogRow } from '../../../../../src/rpc/log/traffic.ts';
import { rowContext } from '../../../../../src/webview/log/list/rowContext.ts';
import { rowFlags, type RowFlags } from '../../../../../src/webview/log/list/rowFlags.ts';

const row: LogRow = {
  seq: 1,
  time: 0,
  clientId: 'd:abc123:lamp:l-1',
  at: 'session',
  direction: 'up',
  topic: 'iot-2/evt/status/fmt/json',
  preview: '{}',
  size: 2,
  problems: 0,
};

const rows: readonly (readonly [what: string, change: Partial<LogRow>, flags: readonly (keyof RowFlags)[]])[] = [
  ['an event', { kind: 'device.event' }, ['isMessage', 'fromClient', 'isEvent', 'hasPayload']],
  ['an event of a gateway', { kind: 'gateway.event' }, ['isMessage', 'fromClient', 'isEvent', 'hasPayload']],
  ['an event of an application', { kind: 'app.event' }, ['isMessage', 'fromClient', 'isEvent', 'hasPayload']],
  ['an empty event', { kind: 'device.event', size: 0 }, ['isMessage', 'fromClient', 'isEvent']],
  ['a command', { kind: 'device.command', direction: 'down' }, ['isMessage', 'hasPayload']],
  ['a manage request', { kind: 'dm.manage' }, ['isMessage', 'fromClient', 'isDeviceManagement', 'hasPayload']],
  ['a reboot request', { kind: 'dm.reboot', direction: 'down' }, ['isMessage', 'isDeviceManagement', 'hasPayload']],
  [
    'an answered request',
    { kind: 'dm.manage', partner: { seq: 3, ms: 1 } },
    ['isMessage', 'fromClient', 'isDeviceManagement', 'hasPayload', 'hasAnswer'],
  ],
  [
    'an answer',
    { kind: 'dm.serverResponse', direction: 'down', partner: { seq: 0, ms: 1 } },
    ['isMessage', 'isDeviceManagement', 'hasPayload', 'hasRequest'],
  ],
  ['a message of no kind', {}, ['isMessage', 'fromClient', 'hasPayload']],
  ['a connect', { kind: 'connection.open', topic: '', size: 0 }, []],
  ['a marker', { topic: '', size: 0, marker: 'flashed' }, ['isMarker']],
  ['an empty marker', { topic: '', size: 0, marker: '' }, ['isMarker']],
];

for (const [what, change, expected] of rows)
  test(`the flags of ${what}`, () => {
    const found = Object.entries(rowFlags({ ...row, ...change })).flatMap(([flag, isSet]) => (isSet ? [flag] : []));
    assert.deepEqual(found, expected);
  });

const place = { log: 'live', seq: 1, page: 'this one' } as const;

test('of a row on its way the menu is told the place only', () => {
  assert.deepEqual(JSON.parse(rowContext(place, undefined, undefined)), {
    ...place,
    webviewSection: 'row',
    preventDefaultContextMenuItems: true,
  });
});

test('nothing that a client sent takes the place of what the menu is told', () => {
  const pending = { clientId: '","webviewSection":"x', topic: 'iotdm-1/observe', reqId: '__proto__' };
  const told = JSON.parse(rowContext(place, row, pending)) as Record<string, unknown>;
  assert.deepEqual([told['webviewSection'], told['clientId'], told['seq'], told['waits']], ['row', pending.clientId, 1, true]);
});
