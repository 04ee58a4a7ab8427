import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lint } from '../support.ts';
import { answer, cancel, closed, download, fromPlatform, manage, notify, observe, open, play, subscribed, update } from './scenes.ts';

const downloading = [observe, answer(200, 'o'), download, answer(202, 'd')];
const factoryReset = fromPlatform('mgmt/initiate/device/factory_reset', { reqId: 'f' });
const updating = [observe, answer(200, 'o'), update, answer(202, 'u')];

play('firmware in a conversation', [
  [
    'accepts a report before the answer',
    {},
    [observe, answer(200, 'o'), download, notify({ state: 1 }), answer(202, 'd'), notify({ state: 2 })],
  ],
  [
    'wants state 1 before state 2',
    {},
    [observe, answer(200, 'o'), download, answer(202, 'd'), notify({ state: 2 })],
    'conversation/firmware-order {"state":2}',
  ],
  [
    'accepts a whole download and update',
    {},
    [
      observe,
      answer(200, 'o'),
      download,
      answer(202, 'd'),
      notify({ state: 1 }),
      notify({ state: 2 }),
      cancel,
      answer(200, 'c'),
      observe,
      answer(200, 'o'),
      update,
      answer(202, 'u'),
      notify({ updateStatus: 1 }),
      notify({ state: 0, updateStatus: 0 }),
      cancel,
      answer(200, 'c'),
    ],
  ],
  [
    'accepts state 0 beside updateStatus 1',
    {},
    [
      observe,
      answer(200, 'o'),
      download,
      answer(202, 'd'),
      notify({ state: 1 }),
      notify({ state: 2 }),
      update,
      answer(202, 'u'),
      notify({ state: 0, updateStatus: 1 }),
      notify({ state: 0, updateStatus: 0 }),
    ],
  ],
  [
    'accepts a download that fails',
    {},
    [observe, answer(200, 'o'), download, answer(202, 'd'), notify({ state: 1 }), notify({ state: 0, updateStatus: 4 })],
  ],
  [
    'wants a reason for a download that fails',
    {},
    [observe, answer(200, 'o'), download, answer(202, 'd'), notify({ state: 1 }), notify({ state: 0, updateStatus: 0 })],
    'conversation/firmware-order {"state":0,"updateStatus":0}',
  ],
  [
    'refuses to install what is not there',
    {},
    [
      observe,
      answer(200, 'o'),
      download,
      answer(202, 'd'),
      notify({ state: 1 }),
      notify({ state: 0, updateStatus: 3 }),
      update,
      answer(202, 'u'),
    ],
    'conversation/firmware-accepted 202',
  ],
  [
    'refuses a second download',
    {},
    [observe, answer(200, 'o'), download, answer(202, 'd'), notify({ state: 1 }), download, answer(202, 'd')],
    'conversation/firmware-accepted 202',
  ],
  [
    'forgets the state of what is no longer observed',
    {},
    [...downloading, notify({ state: 1 }), cancel, answer(200, 'c'), ...downloading, notify({ state: 1 }), notify({ state: 2 })],
  ],
  [
    'remembers it while something else is cancelled',
    {},
    [
      fromPlatform('observe', { d: { fields: [{ field: 'location' }] }, reqId: 'l' }),
      answer(200, 'l'),
      ...downloading,
      notify({ state: 1 }),
      fromPlatform('cancel', { d: { fields: [{ field: 'location' }] }, reqId: 'c' }),
      answer(200, 'c'),
      download,
      answer(202, 'd'),
    ],
    'conversation/firmware-accepted 202',
  ],
  [
    'forgets the state of a device that lost its power',
    {},
    [
      ...downloading,
      notify({ state: 1 }),
      closed,
      open,
      subscribed,
      manage('m', { firmwareActions: true }),
      download,
      answer(202, 'd'),
      notify({ state: 1 }),
      notify({ state: 2 }),
    ],
  ],
  [
    'forgets it for a request that was asked before the device came back',
    {},
    [...downloading, notify({ state: 1 }), download, manage('m', { firmwareActions: true }), answer(202, 'd')],
  ],
  [
    'forgets the state at a factory reset',
    {},
    [...downloading, notify({ state: 1 }), notify({ state: 2 }), factoryReset, answer(202, 'f'), ...downloading],
    'conversation/manage-missing "iotdevice-1/response"',
  ],
  [
    'remembers it where the factory reset is refused',
    {},
    [...downloading, notify({ state: 1 }), notify({ state: 2 }), factoryReset, answer(501, 'f'), ...downloading],
    'conversation/firmware-accepted 202',
  ],
  [
    'finds a notification after the end',
    {},
    [observe, answer(200, 'o'), cancel, answer(200, 'c'), notify({ updateStatus: 0 })],
    'conversation/not-observed {"updateStatus":0}',
  ],
  [
    'takes a refused observation for none',
    {},
    [observe, answer(404, 'o'), notify({ updateStatus: 0 })],
    'conversation/not-observed {"updateStatus":0}',
  ],
  [
    'reads old forms',
    {},
    [
      fromPlatform('observe', { d: { fields: ['mgmt.firmware'] }, reqId: 'o' }),
      answer(200, 'o'),
      { topic: 'iotdevice-1/notify', payload: { d: { field: 'mgmt.firmware.state', value: 1 } } },
    ],
    'dm/old-form "mgmt.firmware"',
    'dm/old-form "field"',
    'conversation/firmware-order 1',
  ],
  [
    'knows the ends of an update',
    {},
    [...updating, notify({ updateStatus: 1 }), notify({ updateStatus: 4 })],
    'conversation/firmware-order {"updateStatus":4}',
  ],
  ['knows them before it has begun', {}, [...updating, notify({ updateStatus: 4 })], 'conversation/firmware-order {"updateStatus":4}'],
  ['accepts an update that fails', {}, [...updating, notify({ updateStatus: 1 }), notify({ state: 0, updateStatus: 5 })]],
  [
    'accepts another update after one that failed',
    {},
    [...updating, notify({ updateStatus: 1 }), notify({ state: 0, updateStatus: 2 }), update, answer(202, 'u')],
  ],
  [
    'remarks an update whose beginning is not reported',
    {},
    [...updating, notify({ state: 0, updateStatus: 0 })],
    'conversation/firmware-progress {"state":0,"updateStatus":0}',
  ],
  [
    'accepts the end of an update in two parts',
    {},
    [...updating, notify({ updateStatus: 1 }), notify({ updateStatus: 0 }), notify({ state: 0 })],
  ],
  [
    'knows the ends of a download',
    {},
    [...downloading, notify({ state: 1 }), notify({ state: 0, updateStatus: 5 })],
    'conversation/firmware-order {"state":0,"updateStatus":5}',
  ],
  [
    'wants a reason for a download that ends with nothing but its state',
    {},
    [...downloading, notify({ state: 1 }), notify({ state: 0 })],
    'conversation/firmware-order {"state":0}',
  ],
  ['accepts a reason before the state', {}, [...downloading, notify({ state: 1 }), notify({ updateStatus: 3 }), notify({ state: 0 })]],
  [
    'reads a state and its reason together',
    {},
    [
      ...downloading,
      notify({ state: 1 }),
      {
        topic: 'iotdevice-1/notify',
        payload: {
          d: {
            fields: [
              { field: 'mgmt.firmware.state', value: 0 },
              { field: 'mgmt.firmware.updateStatus', value: 4 },
            ],
          },
        },
      },
    ],
  ],
  [
    'only remarks updateStatus 1 of a download',
    {},
    [...downloading, notify({ state: 1 }), notify({ state: 0, updateStatus: 1 }), notify({ state: 2 })],
    'conversation/firmware-progress {"state":0,"updateStatus":1}',
  ],
  [
    'says once that nobody asked for a notification',
    {},
    [notify({ state: 1 }), notify({ state: 2 })],
    'conversation/not-observed {"state":1}',
  ],
]);

describe('a second report of a download', () => {
  it('is told that the download is over', () => {
    const [problem] = lint({ steps: [...downloading, ...[1, 2, 1].map((state) => notify({ state }))] });
    assert.match(problem?.message ?? '', /the download that was asked for is over/);
  });
});
