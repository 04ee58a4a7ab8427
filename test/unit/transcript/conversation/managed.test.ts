import { answer, closed, manage, notify, observe, open, play, reboot, response, subscribed } from './scenes.ts';

const durable = { ...open, cleanSession: false };
const subscribedForGood = { ...subscribed, qos: 1 };
const lasting = { topic: 'iotdevice-1/mgmt/manage', payload: { d: { lifetime: 3600 }, reqId: '1' } };
const expected = { topic: 'iotdevice-1/response', expect: { required: ['rc'] } };

play('a managed device in a conversation', [
  [
    'goes back to unmanaged when manage is refused',
    { starts: 'connected' },
    [manage('1'), response(403, '1'), observe, answer(200, 'o')],
    'conversation/not-managed "iotdm-1/observe"',
  ],
  [
    'stays managed when a second manage is refused',
    { starts: 'connected' },
    [manage('1'), response(200, '1'), manage('2'), response(409, '2'), observe, answer(200, 'o')],
  ],
  [
    'ends with unmanage',
    {},
    [{ topic: 'iotdevice-1/mgmt/unmanage', payload: { reqId: '1' } }, observe, answer(200, 'o')],
    'conversation/not-managed "iotdm-1/observe"',
  ],
  [
    'wants deviceActions for a reboot',
    {},
    [manage('1', { firmwareActions: true }), reboot, answer(501, 'r')],
    'conversation/unsupported "iotdm-1/mgmt/initiate/device/reboot"',
  ],
  ['takes 1 and variables for a claim', {}, [manage('1', { deviceActions: '${x}' }), reboot, answer(501, 'r')]],
  [
    'expects nothing after an answer that the platform cannot know',
    {},
    [
      { ...reboot, payload: { reqId: '7' } },
      { topic: 'iotdevice-1/response', payload: { rc: 202, reqId: 7 } },
    ],
    'schema/type 7',
  ],
  ['wants nothing more when a reboot is refused', {}, [reboot, answer(500, 'r')]],
  [
    'says only once that a restart was not confirmed',
    {},
    [reboot, closed, open, subscribed, manage('1')],
    'conversation/restart-unconfirmed "closed"',
  ],
  [
    'leaves a request that waited for a device that was away to its return',
    { starts: 'offline' },
    [
      durable,
      subscribedForGood,
      manage('1', { deviceActions: true }),
      closed,
      reboot,
      durable,
      answer(202, 'r'),
      closed,
      durable,
      manage('2'),
    ],
  ],
  [
    'lets a device manage before it answers what waited for it',
    { starts: 'offline' },
    [
      durable,
      subscribedForGood,
      manage('1', { deviceActions: true }),
      closed,
      reboot,
      durable,
      manage('2'),
      answer(202, 'r'),
      closed,
      durable,
      manage('3'),
    ],
  ],
  [
    'finds a restart without an answer to what waited',
    { starts: 'offline' },
    [durable, subscribedForGood, manage('1', { deviceActions: true }), closed, reboot, durable, closed, durable, manage('2')],
    'conversation/restart-unconfirmed "closed"',
  ],
  [
    'knows the request of an answer that comes after the restart',
    {},
    [reboot, closed, durable, subscribed, answer(202, 'r'), manage('1')],
    'conversation/restart-unconfirmed "closed"',
  ],
  ['takes an answer that only a schema describes for one', {}, [reboot, expected, closed, open, subscribed, manage('1')]],
  [
    'wants no Manage request after a restart that was never asked for',
    { starts: 'connected' },
    [reboot, answer(202, 'r')],
    'conversation/not-managed "iotdm-1/mgmt/initiate/device/reboot"',
  ],
  [
    'takes an observation that never arrives for one',
    { starts: 'connected' },
    [observe, answer(200, 'o'), manage('1'), notify({ updateStatus: 0 })],
    'conversation/not-managed "iotdm-1/observe"',
  ],
  [
    'wants no answer to what never arrives',
    { starts: 'connected' },
    [reboot],
    'conversation/not-managed "iotdm-1/mgmt/initiate/device/reboot"',
  ],
  [
    'counts the time of repetitions for the lifetime',
    {},
    [lasting, { repeat: 5, steps: [{ ask: 'Wait', after: 900_000 }] }, observe, answer(200, 'o')],
    'conversation/dormant "iotdm-1/observe"',
  ],
  [
    'is managed again when it says so in time',
    {},
    [lasting, { ...manage('2'), after: 3_000_000 }, { ...observe, after: 3_000_000 }, answer(200, 'o')],
  ],
]);
