import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelOf } from '../../../../../src/transcript/conversation/action/label.ts';
import { answer, cancel, download, manage, notify, observe, reboot, talk, written, type Line } from './talk.ts';

const labels: readonly (readonly [Line, label: string])[] = [
  [reboot, 'Reboot'],
  [manage, 'Manage request'],
  [download, 'Firmware download'],
  [written, 'Device update: mgmt.firmware, version 2'],
  [observe, 'Observe: mgmt.firmware'],
  [cancel, 'Cancel observation: mgmt.firmware'],
  [answer(202, 'r'), 'rc 202'],
  [['>', 'response', { reqId: 'r' }], 'Answer without rc'],
  [['>', 'response', { rc: '202', reqId: 'r' }], 'rc 202'],
  [notify({ state: 1 }), 'Notify: state 1 (downloading)'],
  [notify({ state: 0, updateStatus: 4 }), 'Notify: state 0 (idle), updateStatus 4 (verification failed)'],
  [notify({ state: -1, updateStatus: 1e300 }), 'Notify: state -1, updateStatus 1e+300'],
  [notify({ name: 'x' }), 'Notify: mgmt.firmware'],
  [['>', 'notify', { d: { fields: [{ field: 'mgmt.firmware.state', value: 2 }] } }], 'Notify: state 2 (downloaded)'],
  [['>', 'notify', { d: { fields: ['a', 'b', 'c', 'd', 'e'] } }], 'Notify: a, b, c and 2 more'],
  [['>', 'notify', 'no JSON object'], 'Notify'],
  [['<', 'mgmt/custom/example/ping', { d: { fields: [{ field: 'x', value: 1 }] }, reqId: 'p' }], 'Custom action example/ping'],
  ['open', 'Connected'],
  ['subscribed', 'Subscribed'],
  ['closed', 'Connection closed'],
  ['refused', 'Connection refused'],
];

for (const [line, label] of labels) {
  test(`says ${label}`, () => {
    const [happened] = talk(line);
    assert.equal(happened && labelOf(happened.event), label);
  });
}

test('what a device names is cut, and never in the middle of a character', () => {
  const [happened] = talk(['>', 'notify', { d: { fields: ['\u{1f600}'.repeat(1000)] } }]);
  const label = happened === undefined ? '' : labelOf(happened.event);
  assert.ok(label.length <= 120 && label.isWellFormed() && label.endsWith('…'), label);
});
