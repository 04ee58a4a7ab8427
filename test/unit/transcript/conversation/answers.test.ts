import { answer, cancel, closed, fields, fromPlatform, manage, observe, open, play, reboot, response, subscribed } from './scenes.ts';

const written = fromPlatform('device/update', { d: { fields: [{ field: 'metadata', value: {} }] } });
const nameless = (rc: number) => ({ topic: 'iotdevice-1/response', payload: { rc } });

play('answers in a conversation', [
  [
    'reads requests that are written as text',
    {},
    [{ topic: 'iotdm-1/observe', text: '{"d": {"fields": [{"field": "a"}]}, "reqId": "${x}"}' }, answer(200, '${x}')],
  ],
  ['is silent about what answers a request that cannot be read', {}, [{ topic: 'iotdm-1/observe', text: '${body}' }, answer(200, 'o')]],
  [
    'takes two requests without reqId for none that waits',
    {},
    [fromPlatform('device/update', { d: { fields: [{ field: 'metadata', value: {} }] } })],
  ],
  ['joins answers by reqId in any order', {}, [observe, cancel, answer(200, 'c'), answer(200, 'o')]],
  [
    'lets the platform use one reqId for two requests',
    {},
    [fromPlatform('observe', fields('o')), fromPlatform('cancel', fields('o')), answer(200, 'o'), answer(200, 'o')],
  ],
  [
    'takes an answer with a variable for the one with the same variable',
    {},
    [fromPlatform('observe', fields('${x}')), answer(200, '${x}')],
  ],
  ['takes two fresh UUIDs for two', {}, [manage('${uuid}'), manage('${uuid}')]],
  ['fills variables that have a value', { vars: { x: 'o' } }, [observe, answer(200, '${x}')]],
  ['takes what must not arrive for nothing', {}, [observe, { ...answer(500, 'o'), absent: 100 }, answer(200, 'o')]],
  ['is silent about platform answers that are left to the run', {}, [manage('1'), manage('2')]],
  ['finds an answer of the platform that fits nothing', {}, [manage('1'), response(200, '2')], 'conversation/reqId-unknown "2"'],
  ['finds a wrong code of an answer', {}, [observe, answer(204, 'o')], 'dm/rc-answer 204'],
  [
    'says once that an answer cannot be read',
    {},
    [observe, { topic: 'iotdevice-1/response', text: '{"rc": 200, "reqId": b5f1-86}' }],
    String.raw`json/syntax "{\"rc\": 200, \"reqId\": b5f1-86}"`,
  ],
  ['says once that an answer has no reqId', {}, [observe, nameless(200)], 'conversation/answer-without-reqId {"rc":200}'],
  [
    'of an answer without reqId checks the code',
    {},
    [observe, nameless(204)],
    'conversation/answer-without-reqId {"rc":204}',
    'dm/rc-answer 204',
  ],
  [
    'takes an answer without reqId for that to the only request that waits',
    {},
    [reboot, nameless(202), closed, open, subscribed, manage('1')],
    'conversation/answer-without-reqId {"rc":202}',
  ],
  [
    'takes an answer without reqId for none of two requests that wait',
    {},
    [observe, cancel, nameless(200)],
    'conversation/unanswered "iotdm-1/observe"',
    'conversation/unanswered "iotdm-1/cancel"',
    'conversation/answer-without-reqId {"rc":200}',
  ],
  [
    'wants no answer, with or without reqId, to a request without',
    {},
    [written, nameless(204), written, answer(204, 'w')],
    'conversation/answer-unwanted "iotdevice-1/response"',
    'conversation/answer-unwanted "iotdevice-1/response"',
  ],
  [
    'remarks a reqId that was used before, once it is answered',
    {},
    [manage('1'), response(200, '1'), manage('1'), response(200, '1')],
    'conversation/reqId-again "1"',
  ],
  [
    'says once that an answer goes to a topic that there is not',
    {},
    [observe, { topic: 'iotdevice-1/respons', payload: { rc: 200, reqId: 'o' } }],
    'message/topic "iotdevice-1/respons"',
  ],
  [
    'finds an answer that comes when the platform has given up',
    {},
    [observe, { ...answer(200, 'o'), after: 120_001 }, cancel, { ...answer(200, 'c'), after: 120_000 }],
    'conversation/answer-late "iotdevice-1/response"',
  ],
  [
    'does not call late what answers a request that waited for the device',
    { starts: 'offline' },
    [
      { ...open, cleanSession: false },
      { ...subscribed, qos: 1 },
      manage('1'),
      closed,
      observe,
      { ...open, cleanSession: false, after: 200_000 },
      answer(200, 'o'),
    ],
  ],
  ['says once that an answer is wrong', {}, [observe, answer(200, 'oo')], 'conversation/reqId-unknown "oo"'],
]);
