import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ActionFinder } from '../../../../../src/transcript/conversation/action/actionFinder.ts';
import type { Happened } from '../../../../../src/transcript/conversation/action/happened.ts';
import { answer, cancel, download, manage, notify, observe, reboot, response, talk, update, written, type Line } from './talk.ts';

function foundIn(all: readonly Happened[]): ActionFinder {
  const finder = new ActionFinder();
  for (const happened of all) finder.take(happened);
  return finder;
}

type Scene = readonly [
  what: string,
  lines: readonly Line[],
  ...actions: readonly (readonly [title: string, members: string, next: RegExp | undefined])[],
];

const prepared = [written, answer(204, 'w'), observe, answer(200, 'o')];
const downloading = [...prepared, download, answer(202, 'd'), notify({ state: 1 }, 'n')];
const updating = [observe, answer(200, 'o'), update, answer(202, 'u'), notify({ updateStatus: 1 })];
const atPing: Line = ['<', 'mgmt/custom/example/ping', { reqId: 'p' }];
const ofOther = (line: Line): Line => (typeof line === 'string' ? line : [line[0], `type/t/id/other/${line[1]}`, line[2]]);

const scenes: readonly Scene[] = [
  [
    'a reboot that was only asked for',
    [reboot],
    ['Reboot', '0', /^The device answers the Reboot request with the same reqId: rc 202; otherwise rc 500 or 501\.$/],
  ],
  ['a reboot that is accepted', [reboot, answer(202, 'r')], ['Reboot', '0 1', /^The device restarts/]],
  ['a reboot that is refused', [reboot, answer(501, 'r')], ['Reboot', '0 1', undefined]],
  ['a reboot whose device is away', [reboot, answer(202, 'r'), 'closed'], ['Reboot', '0 1 2', /connects again/]],
  [
    'a reboot whose device is back',
    [reboot, answer(202, 'r'), 'closed', 'open', 'subscribed'],
    ['Reboot', '0 1 2 3 4', /sends a Manage request/],
  ],
  [
    'a reboot with its Manage request',
    [reboot, answer(202, 'r'), 'closed', 'open', 'subscribed', manage],
    ['Reboot', '0 1 2 3 4 5', /^The platform answers the Manage request/],
  ],
  [
    'a whole reboot, and what comes after it is something else',
    [reboot, answer(202, 'r'), 'closed', 'open', 'subscribed', manage, response(200, 'm'), 'closed', 'open', manage],
    ['Reboot', '0 1 2 3 4 5 6', undefined],
    ['Manage request', '9', /platform answers/],
  ],
  [
    'a Manage request without reqId ends a reboot as well',
    [reboot, answer(202, 'r'), ['>', 'mgmt/manage', {}]],
    ['Reboot', '0 1 2', undefined],
  ],
  ['a device that restarts without an answer', [reboot, 'closed', 'open', manage, response(200, 'm')], ['Reboot', '0 1 2 3 4', undefined]],
  [
    'a reboot that waits for a device that is away, which manages when it comes, then answers and restarts',
    ['closed', reboot, 'open', manage, response(200, 'm'), answer(202, 'r'), 'closed'],
    ['Reboot', '1 2 5 6', /connects again/],
    ['Manage request', '3 4', undefined],
  ],
  [
    'a reboot that still waits',
    ['closed', reboot, 'open', manage],
    ['Reboot', '1 2', /rc 202/],
    ['Manage request', '3', /platform answers/],
  ],
  [
    'a reboot behind a gateway',
    [ofOther(reboot), ofOther(answer(202, 'r')), 'closed', 'open'],
    ['Reboot', '0 1', /the gateway sends a Manage request on its behalf/],
  ],
  ['an answer whose reqId is a number', [reboot, ['>', 'response', { rc: 202, reqId: 7 }]], ['Reboot', '0 1', /with the same reqId/]],
  [
    'an answer that is no JSON',
    [atPing, ['>', 'response', 'no JSON object']],
    ['Custom action example/ping', '0 1', /with the same reqId/],
  ],
  [
    'an answer whose reqId cannot be read, of two that wait',
    [reboot, atPing, ['>', 'response', { rc: 202, reqId: 7 }]],
    ['Reboot', '0', /rc 202/],
    ['Custom action example/ping', '1', /rc 200/],
  ],
  [
    'an answer whose reqId cannot be read, when all is answered',
    [reboot, answer(202, 'r'), ['>', 'response', { rc: 202, reqId: 7 }]],
    ['Reboot', '0 1', /^The device restarts/],
  ],
  ['an answer of another device', [reboot, ofOther(['>', 'response', { rc: 202, reqId: 7 }])], ['Reboot', '0', /rc 202/]],
  ['a second reboot ends the first', [reboot, answer(202, 'r'), reboot], ['Reboot', '0 1', undefined], ['Reboot', '2', /rc 202/]],
  [
    'a factory reset',
    [['<', 'mgmt/initiate/device/factory_reset', { reqId: 'f' }], answer(202, 'f'), 'closed'],
    ['Factory reset', '0 1 2', /connects again/],
  ],

  ['firmware that is only written', [written], ['Firmware action', '0', /rc 204/]],
  ['firmware that is written', [written, answer(204, 'w')], ['Firmware action', '0 1', /^The platform observes mgmt\.firmware/]],
  ['firmware that cannot be written', [written, answer(500, 'w')], ['Firmware action', '0 1', undefined]],
  ['firmware that is observed', prepared, ['Firmware action', '0 1 2 3', /^The platform asks for the download or the update/]],
  ['firmware that cannot be observed', [written, answer(204, 'w'), observe, answer(404, 'o')], ['Firmware action', '0 1 2 3', undefined]],
  ['a download that is asked for', [...prepared, download], ['Firmware download', '0 1 2 3 4', /rc 202/]],
  [
    'a download that is accepted',
    [...prepared, download, answer(202, 'd')],
    ['Firmware download', '0 1 2 3 4 5', /state 1 \(downloading\)/],
  ],
  [
    'a download that is refused is still to be cancelled',
    [...prepared, download, answer(400, 'd')],
    ['Firmware download', '0 1 2 3 4 5', /cancels/],
  ],
  ['a download that nobody observes and that is refused', [download, answer(501, 'd')], ['Firmware download', '0 1', undefined]],
  ['a download under way, with a report that waits', downloading, ['Firmware download', '0 1 2 3 4 5 6', /platform answers the Notify/]],
  [
    'a download under way',
    [...downloading, response(200, 'n')],
    ['Firmware download', '0 1 2 3 4 5 6 7', /state 2 \(downloaded\), or state 0 with updateStatus 2, 3, 4 or 6/],
  ],
  ['a download without preparation', [observe, answer(200, 'o'), download, answer(202, 'd')], ['Firmware download', '0 1 2 3', /state 1/]],
  [
    'a download that is done',
    [...prepared, download, answer(202, 'd'), notify({ state: 1 }), notify({ state: 2 })],
    ['Firmware download', '0 1 2 3 4 5 6 7', /cancels/],
  ],
  [
    'a whole download',
    [...prepared, download, answer(202, 'd'), notify({ state: 1 }), notify({ state: 2 }), cancel, answer(200, 'c'), notify({ state: 2 })],
    ['Firmware download', '0 1 2 3 4 5 6 7 8 9', undefined],
    ['Notify', '10', undefined],
  ],
  [
    'a download that is interrupted by the connection',
    [...downloading, 'closed', 'open', notify({ state: 0, updateStatus: 3 })],
    ['Firmware download', '0 1 2 3 4 5 6 7 8 9', /platform answers the Notify/],
  ],
  ...[2, 3, 4, 6].map((updateStatus): Scene => [
    `a download that ends with updateStatus ${updateStatus}`,
    [...prepared, download, answer(202, 'd'), notify({ state: 1 }), notify({ state: 0, updateStatus })],
    ['Firmware download', '0 1 2 3 4 5 6 7', /cancels/],
  ]),
  [
    'an update that is accepted',
    [observe, answer(200, 'o'), update, answer(202, 'u')],
    ['Firmware update', '0 1 2 3', /updateStatus 1 \(in progress\)/],
  ],
  ['an update under way', updating, ['Firmware update', '0 1 2 3 4', /updateStatus 0 \(success\), or updateStatus 2 or 5/]],
  [
    'an update that says state 0 while it begins',
    [...updating, notify({ state: 0, updateStatus: 1 })],
    ['Firmware update', '0 1 2 3 4 5', /updateStatus 0/],
  ],
  ['an update that is done', [...updating, notify({ state: 0, updateStatus: 0 })], ['Firmware update', '0 1 2 3 4 5', /cancels/]],
  ...[2, 5].map((updateStatus): Scene => [
    `an update that ends with updateStatus ${updateStatus}`,
    [...updating, notify({ updateStatus })],
    ['Firmware update', '0 1 2 3 4 5', /cancels/],
  ]),
  [
    'an update in which the device restarts',
    [
      ...updating,
      'closed',
      'open',
      'subscribed',
      manage,
      response(200, 'm'),
      notify({ state: 0, updateStatus: 0 }),
      cancel,
      answer(200, 'c'),
    ],
    ['Firmware update', '0 1 2 3 4 5 6 7 8 9 10 11 12', undefined],
  ],
  [
    'the next firmware action ends the one before',
    [...downloading, observe, answer(200, 'o')],
    ['Firmware download', '0 1 2 3 4 5 6', undefined],
    ['Firmware action', '7 8', /platform asks/],
  ],

  ['a custom action', [atPing, answer(200, 'p')], ['Custom action example/ping', '0 1', undefined]],
  ['a custom action that waits', [atPing], ['Custom action example/ping', '0', /rc 200; otherwise rc 500 or 501/]],
  [
    'manage and unmanage',
    [manage, response(200, 'm'), ['>', 'mgmt/unmanage', { reqId: 'x' }]],
    ['Manage request', '0 1', undefined],
    ['Unmanage request', '2', /platform answers/],
  ],
  ['what asks for no answer', [['>', 'add/diag/errorCodes', { d: { errorCode: 1 } }]], ['Add error code', '0', undefined]],
  [
    'another observation',
    [
      ['<', 'observe', { reqId: 'o', d: { fields: [{ field: 'location' }] } }],
      answer(200, 'o'),
      ['>', 'notify', { d: { fields: [{ field: 'location', value: {} }] } }],
      ['>', 'notify', { d: { fields: [{ field: 'metadata', value: {} }] } }],
      ['<', 'cancel', { reqId: 'c', d: { fields: [{ field: 'location' }] } }],
      answer(200, 'c'),
    ],
    ['Observation of location', '0 1 2 4 5', undefined],
    ['Notify', '3', undefined],
  ],
  [
    'attributes that are changed without being asked',
    [['<', 'device/update', { d: { fields: [{ field: 'metadata', value: {} }] } }]],
    ['Device update', '0', undefined],
  ],
  [
    'a reqId that is used again',
    [reboot, answer(501, 'r'), ['<', 'mgmt/custom/a/b', { reqId: 'r' }], answer(200, 'r')],
    ['Reboot', '0 1', undefined],
    ['Custom action a/b', '2 3', undefined],
  ],
  ['an answer that nobody asked for', [answer(200, 'x')]],
  [
    'two devices behind a gateway',
    [
      ofOther(['<', 'mgmt/initiate/device/reboot', { reqId: 'q' }]),
      reboot,
      ofOther(answer(202, 'q')),
      answer(202, 'x'),
      'closed',
      ofOther(manage),
    ],
    ['Reboot', '0 2 5', /platform answers/],
    ['Reboot', '1 4', /connects again/],
  ],
  ['a topic of no kind', [['>', 'mgmt/mange', { reqId: 'x' }]]],
];

for (const [what, lines, ...expected] of scenes) {
  test(what, () => {
    const found = foundIn(talk(...lines)).actions.map(
      ({ course: { title, members, next } }) => [title, members.map(({ event }) => event.id).join(' '), next?.text] as const,
    );
    assert.deepEqual(
      found.map(([title, members]) => [title, members]),
      expected.map(([title, members]) => [title, members]),
    );
    for (const [at, [, , next]] of expected.entries()) {
      if (next === undefined) assert.equal(found[at]?.[2], undefined);
      else assert.match(found[at]?.[2] ?? '', next);
    }
  });
}

test('every member leads to its action', () => {
  const all = talk(...downloading, response(200, 'n'), notify({ state: 2 }), cancel, answer(200, 'c'));
  const found = foundIn(all);
  for (const { event } of all) assert.equal(found.actionOf(event.id)?.course.title, 'Firmware download');
  assert.equal(found.actionOf(99), undefined);
});

test('a hundred thousand requests without an answer are no more than that', () => {
  const lines = Array.from({ length: 100_000 }, (_, at): Line => ['<', 'mgmt/custom/a/b', { reqId: `r${at}` }]);
  assert.equal(foundIn(talk(...lines)).actions.length, 100_000);
});
