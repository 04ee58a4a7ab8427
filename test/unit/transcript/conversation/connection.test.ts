import { answer, cancel, closed, manage, observe, open, play, subscribed } from './scenes.ts';

play('the connection in a conversation', [
  ['is silent about all that managed grants', {}, [observe, answer(200, 'o'), { topic: 'iot-2/cmd/a/fmt/json', payload: {} }]],
  [
    'finds one message for all that is sent while closed',
    {},
    [closed, manage('1'), manage('2')],
    'conversation/not-connected "iotdevice-1/mgmt/manage"',
  ],
  [
    'keeps what a durable session is subscribed to',
    { starts: 'offline' },
    [{ ...open, cleanSession: false }, subscribed, closed, { ...open, cleanSession: false }, manage('1')],
  ],
  [
    'forgets what a clean session was subscribed to',
    { starts: 'offline' },
    [open, subscribed, closed, open, manage('1')],
    'conversation/answer-missed "iotdevice-1/mgmt/manage"',
  ],
  [
    'lets commands wait for a durable session',
    { starts: 'offline' },
    [
      { ...open, cleanSession: false },
      { ...subscribed, qos: 1 },
      manage('1'),
      closed,
      observe,
      { ...open, cleanSession: false },
      answer(200, 'o'),
    ],
  ],
  [
    'loses commands for a session that ends',
    { starts: 'offline' },
    [open, subscribed, manage('1'), closed, observe, open, subscribed, answer(200, 'o')],
    'conversation/not-connected "iotdm-1/observe"',
  ],
  [
    'takes single topics for a subscription',
    { starts: 'offline' },
    [open, { connection: 'subscribed', filter: 'iotdm-1/response' }, manage('1')],
  ],
  [
    'wants no subscription for a request without reqId',
    { starts: 'offline' },
    [open, { topic: 'iotdevice-1/notify', payload: { d: { fields: [{ field: 'a', value: 1 }] } } }],
    'conversation/unmanaged-request "iotdevice-1/notify"',
    'conversation/not-observed 1',
  ],
  ['remarks a refusal while connected', {}, [{ connection: 'refused', code: 5 }], 'conversation/connection-order "refused"'],
  [
    'takes a session that it does not know for one that may last',
    {},
    [closed, observe, { ...open, cleanSession: false }, answer(200, 'o')],
  ],
  [
    'loses what waits when the next session begins anew',
    {},
    [closed, observe, cancel, open, subscribed, answer(200, 'o'), answer(200, 'c')],
    'conversation/not-connected "iotdm-1/observe"',
  ],
]);
