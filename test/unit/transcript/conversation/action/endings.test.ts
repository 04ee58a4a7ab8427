import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ActionFinder, type Action } from '../../../../../src/transcript/conversation/action/actionFinder.ts';
import type { Happened } from '../../../../../src/transcript/conversation/action/happened.ts';
import { answer, cancel, download, manage, notify, observe, reboot, response, talk, update, type Line } from './talk.ts';

const atPing: Line = ['<', 'mgmt/custom/example/ping', { reqId: 'p' }];
const rebooted = [manage, response(200, 'm')];
const downloaded = [observe, answer(200, 'o'), download, notify({ state: 1 }), notify({ state: 2 })];
const factoryReset: Line = ['<', 'mgmt/initiate/device/factory_reset', { reqId: 'f' }];

/** How actions that are over ended: `undefined` for complete ones. */
const endings: readonly (readonly [what: string, lines: readonly Line[], shortfall: string | undefined])[] = [
  ['a reboot', [reboot, answer(202, 'r'), 'closed', 'open', ...rebooted], undefined],
  ['a reboot that is answered last', [reboot, 'closed', 'open', ...rebooted, answer(202, 'r')], undefined],
  ['a reboot without an answer', [reboot, 'closed', 'open', ...rebooted], 'The device is back, but never answered the Reboot request.'],
  [
    'a factory reset without an answer',
    [factoryReset, 'closed', 'open', ...rebooted],
    'The device is back, but never answered the Factory reset request.',
  ],
  [
    'a reboot that is refused last',
    [reboot, 'closed', 'open', ...rebooted, answer(500, 'r')],
    'The device answered the Reboot request with rc 500.',
  ],
  ['a reboot that is refused', [reboot, answer(501, 'r')], 'The device answered the Reboot request with rc 501.'],
  [
    'a reboot after which the platform refuses',
    [reboot, answer(202, 'r'), 'closed', 'open', manage, response(400, 'm')],
    'The platform answered the Manage request with rc 400.',
  ],
  ['a download', [observe, download, answer(202, 'd'), notify({ state: 2 }), cancel, answer(200, 'c')], undefined],
  ['a download that is answered last', [...downloaded, cancel, answer(200, 'c'), answer(202, 'd')], undefined],
  ['a download without an answer', [...downloaded, cancel, answer(200, 'c')], 'The device never answered the Firmware download request.'],
  [
    'a download that is refused and done',
    [observe, download, answer(500, 'd'), notify({ state: 2 }), cancel, answer(200, 'c')],
    'The device answered the Firmware download request with rc 500.',
  ],
  [
    'an update without an answer',
    [observe, answer(200, 'o'), update, notify({ updateStatus: 1 }), notify({ state: 0, updateStatus: 0 }), cancel, answer(200, 'c')],
    'The device never answered the Firmware update request.',
  ],
  ['an action', [atPing, answer(200, 'p')], undefined],
  ['an action that fails', [atPing, answer(500, 'p')], 'The device answered the Custom action request with rc 500.'],
];
for (const [what, lines, shortfall] of endings) {
  test(`${what} is ${shortfall === undefined ? '' : 'not '}complete`, () => {
    const course = courseOf(talk(...lines));
    assert.deepEqual([course?.next, course?.isComplete, course?.shortfall], [undefined, shortfall === undefined, shortfall]);
  });
}

/** The first action of a talk. */
function courseOf(all: readonly Happened[]): Action['course'] | undefined {
  const finder = new ActionFinder();
  for (const happened of all) finder.take(happened);
  return finder.actions[0]?.course;
}
