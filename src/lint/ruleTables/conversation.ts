import type { Rule } from '../rule.ts';
import { actionRules } from './conversationActions.ts';
import { answer, common, message, transcriptExample } from './transcriptExample.ts';

const { closed, manage, open, subscribed } = common;
const promise = message('iotdevice-1/mgmt/manage', { d: { lifetime: 3600 }, reqId: 'manage-1' });
const observeMetadata = message('iotdm-1/observe', { d: { fields: [{ field: 'metadata' }] }, reqId: 'metadata-1' });

/** Rules about the order of messages and connection events: what answers what, and what must come before what. */
export const conversationRules = {
  'conversation/not-connected': {
    title: 'A message while there is no connection',
    severity: 'error',
    description:
      'What a client sends or subscribes to while it is not connected does not reach the platform. What the platform sends is lost as well, ' +
      'unless the session was opened with `cleanSession` false and has a subscription with QoS 1 or 2: then it waits.',
    example: transcriptExample({
      starts: 'offline',
      wrong: [message('iot-2/evt/status/fmt/json', { temperature: 21 })],
      right: [open, message('iot-2/evt/status/fmt/json', { temperature: 21 })],
    }),
  },
  'conversation/connection-order': {
    title: 'Connection events in an order that cannot be',
    severity: 'hint',
    description:
      'A connection can end only after it was opened, and a client that is connected is not refused. Something is missing between.',
    example: transcriptExample({ starts: 'offline', wrong: [closed], right: [open, closed] }),
  },
  'conversation/taken-over': {
    title: 'A second connection while the first is open',
    severity: 'hint',
    description:
      'The platform allows one connection per client ID and closes the older one with code 288. Once is normal when a device reconnects ' +
      'before the platform has noticed that it was gone; two clients with one ID push each other out for ever.',
    example: transcriptExample({ starts: 'connected', wrong: [open], right: [closed, open] }),
  },
  'conversation/answer-missed': {
    title: 'A request before the subscription to its answer',
    severity: 'warning',
    description:
      'The platform answers on `iotdm-1/response`, and only a device that is subscribed to it, or to `iotdm-1/#`, gets the answer. A device ' +
      'that sends its Manage request first misses it and waits for ever. A new session begins without subscriptions.',
    example: transcriptExample({ starts: 'offline', wrong: [open, manage, subscribed], right: [open, subscribed, manage] }),
  },
  'conversation/not-subscribed': {
    title: 'A message to a client that is not subscribed to it',
    severity: 'error',
    description:
      'Commands and requests reach a device only under a subscription: `iot-2/cmd/+/fmt/+` for commands, `iotdm-1/#` for Device Management. ' +
      'Without one the message is lost, and no error tells. A new session begins without subscriptions.',
    example: transcriptExample({
      starts: 'offline',
      wrong: [open, message('iot-2/cmd/reset/fmt/json', { delay: 5 })],
      right: [open, '{"connection": "subscribed", "filter": "iot-2/cmd/+/fmt/+"}', message('iot-2/cmd/reset/fmt/json', { delay: 5 })],
    }),
  },
  'conversation/qos-0-subscription': {
    title: 'A subscription with QoS 0 in a session that lasts',
    severity: 'hint',
    description:
      'The platform keeps commands for a device that is away only if its session was opened with `cleanSession` false *and* it subscribed ' +
      'with QoS 1 or 2. With QoS 0 they are lost although the session is still there.',
    example: transcriptExample({
      starts: 'offline',
      wrong: ['{"connection": "open", "cleanSession": false}', '{"connection": "subscribed", "filter": "iot-2/cmd/+/fmt/+", "qos": 0}'],
      right: ['{"connection": "open", "cleanSession": false}', '{"connection": "subscribed", "filter": "iot-2/cmd/+/fmt/+", "qos": 1}'],
    }),
  },
  'conversation/answer-topic': {
    title: 'An answer where nobody looks for it',
    severity: 'error',
    description:
      'A device answers on `iotdevice-1/response`, a gateway on the form of that topic with the type and ID of the device that was asked. ' +
      'Anywhere else the answer is not recognised, and the request times out.',
    example: transcriptExample({
      wrong: [observeMetadata, message('iot-2/evt/response/fmt/json', { rc: 200, reqId: 'metadata-1' })],
      right: [observeMetadata, answer(200, 'metadata-1')],
    }),
  },
  'conversation/reqId-unknown': {
    title: 'An answer to a request that nobody sent',
    severity: 'error',
    description:
      'An answer carries the `reqId` of its request, unchanged. The platform ignores an answer with any other, and the request times out; ' +
      'some libraries on devices fail at one.',
    example: transcriptExample({
      wrong: [observeMetadata, answer(200, 'metadata-2')],
      right: [observeMetadata, answer(200, 'metadata-1')],
    }),
  },
  'conversation/reqId-reused': {
    title: 'A reqId that is in use already',
    severity: 'warning',
    description:
      'A device keeps the reqIds of its requests apart. Two that wait for an answer under one reqId cannot be told apart, neither by the ' +
      'device nor in a log. The platform may use one reqId for the steps of an action; its requests differ by their topics.',
    example: transcriptExample({
      wrong: [message('iotdevice-1/clear/diag/log', { reqId: '1' }), message('iotdevice-1/clear/diag/errorCodes', { reqId: '1' })],
      right: [message('iotdevice-1/clear/diag/log', { reqId: '1' }), message('iotdevice-1/clear/diag/errorCodes', { reqId: '2' })],
    }),
  },
  'conversation/reqId-again': {
    title: 'A reqId that was used before',
    severity: 'hint',
    description:
      'A device must keep its own reqIds unique. One that is used again after its first request was answered works most of the time, but ' +
      'an answer that comes late or twice is then taken for that to the newer request.',
    example: transcriptExample({
      wrong: [
        message('iotdevice-1/clear/diag/log', { reqId: '1' }),
        message('iotdm-1/response', { rc: 200, reqId: '1' }),
        message('iotdevice-1/clear/diag/errorCodes', { reqId: '1' }),
        message('iotdm-1/response', { rc: 200, reqId: '1' }),
      ],
      right: [
        message('iotdevice-1/clear/diag/log', { reqId: '1' }),
        message('iotdm-1/response', { rc: 200, reqId: '1' }),
        message('iotdevice-1/clear/diag/errorCodes', { reqId: '2' }),
        message('iotdm-1/response', { rc: 200, reqId: '2' }),
      ],
    }),
  },
  'conversation/answer-without-reqId': {
    title: 'An answer that leaves its reqId out',
    severity: 'warning',
    description:
      'What a run expects matches in part, so an answer without `reqId` is found when it comes. The side that the run plays sends it exactly ' +
      'as it stands there, and an answer without `reqId` belongs to no request.',
    example: transcriptExample({
      wrong: [observeMetadata, message('iotdevice-1/response', { rc: 200 })],
      right: [observeMetadata, answer(200, 'metadata-1')],
    }),
  },
  'conversation/answered-twice': {
    title: 'A second answer to the same request',
    severity: 'warning',
    description:
      'A request has one answer; a second one has no effect. Progress and results of an action that goes on are told by `iotdevice-1/notify`.',
    example: transcriptExample({
      wrong: [observeMetadata, answer(200, 'metadata-1'), answer(200, 'metadata-1')],
      right: [observeMetadata, answer(200, 'metadata-1')],
    }),
  },
  'conversation/answer-unwanted': {
    title: 'An answer to a request without reqId',
    severity: 'hint',
    description:
      'A request without `reqId` asks for no answer; the platform sends such when an attribute such as the location was changed. There is ' +
      'nothing that an answer could refer to, and it is ignored.',
    example: transcriptExample({
      wrong: [
        message('iotdm-1/device/update', { d: { fields: [{ field: 'metadata', value: { room: 'cellar' } }] } }),
        answer(204, 'update-1'),
      ],
      right: [message('iotdm-1/device/update', { d: { fields: [{ field: 'metadata', value: { room: 'cellar' } }] } })],
    }),
  },
  'conversation/unanswered': {
    title: 'A request that the device never answers',
    severity: 'warning',
    description:
      'The platform waits for the answer to each request with a `reqId`, and reports the action as failed when none comes in time. A device ' +
      'that cannot do what is asked answers 501.',
    example: transcriptExample({ wrong: [observeMetadata], right: [observeMetadata, answer(501, 'metadata-1')] }),
  },
  'conversation/answer-late': {
    title: 'An answer that comes too late',
    severity: 'warning',
    description:
      'The platform waits two minutes for the answer to a request, unless the action was given another time, and then reports the action as ' +
      'timed out. A device answers 202 at once where the work takes longer. A request that waited in the session of a device that was away ' +
      'is not meant: that it is delivered and answered later is documented. In a transcript the times of `after` count.',
    example: transcriptExample({
      wrong: [observeMetadata, '{ "topic": "iotdevice-1/response", "payload": {"rc":200,"reqId":"metadata-1"}, "after": 180000 }'],
      right: [observeMetadata, answer(200, 'metadata-1')],
    }),
  },
  'conversation/no-answer': {
    title: 'A request that the platform never answers',
    severity: 'hint',
    description:
      'The platform answers every request with a `reqId`. Where some answers are written down and one is missing, the device may have missed ' +
      'it. A transcript without any is fine: whoever runs it as the platform answers by itself.',
    example: transcriptExample({
      wrong: [
        message('iotdevice-1/clear/diag/log', { reqId: '1' }),
        message('iotdm-1/response', { rc: 200, reqId: '1' }),
        message('iotdevice-1/clear/diag/errorCodes', { reqId: '2' }),
      ],
      right: [
        message('iotdevice-1/clear/diag/log', { reqId: '1' }),
        message('iotdm-1/response', { rc: 200, reqId: '1' }),
        message('iotdevice-1/clear/diag/errorCodes', { reqId: '2' }),
        message('iotdm-1/response', { rc: 200, reqId: '2' }),
      ],
    }),
  },
  'conversation/not-managed': {
    title: 'A request to a device that is not managed',
    severity: 'error',
    description:
      'The platform sends Device Management requests only to managed devices: those that have sent a Manage request since they were ' +
      'registered, and no Unmanage request since. Any other it refuses to ask.',
    example: transcriptExample({
      starts: 'connected',
      wrong: [observeMetadata, answer(200, 'metadata-1')],
      right: [manage, observeMetadata, answer(200, 'metadata-1')],
    }),
  },
  'conversation/unmanaged-request': {
    title: 'A request of a device that is not managed',
    severity: 'hint',
    description:
      'Manage must be the first request. The documents let unmanaged devices send diagnostics and locations all the same, while comments in ' +
      'the platform’s own libraries say that these are refused: do not rely on it.',
    example: transcriptExample({
      starts: 'connected',
      wrong: [message('iotdevice-1/clear/diag/log', { reqId: 'c-1' })],
      right: [manage, message('iotdevice-1/clear/diag/log', { reqId: 'c-1' })],
    }),
  },
  'conversation/dormant': {
    title: 'A request to a device that is dormant',
    severity: 'hint',
    description:
      'With a `lifetime` a device promises to send its next Manage request within so many seconds. Without that it becomes dormant: it is ' +
      'not managed any more, and what the platform knew of it is deleted. The times of `after` count.',
    example: transcriptExample({
      starts: 'connected',
      wrong: [promise, '{ "ask": "Wait for an hour", "after": 3700000 }', observeMetadata, answer(200, 'metadata-1')],
      right: [promise, '{ "ask": "Wait for half an hour", "after": 1800000 }', observeMetadata, answer(200, 'metadata-1')],
    }),
  },
  'conversation/unsupported': {
    title: 'An action that the device does not claim to support',
    severity: 'warning',
    description:
      '`d.supports` of the last Manage request says which actions a device can carry out: `deviceActions`, `firmwareActions` and the bundle ' +
      'IDs of extensions. What it leaves out counts as not supported, also when an earlier request had it.',
    example: transcriptExample({
      starts: 'connected',
      wrong: [manage, message('iotdm-1/mgmt/custom/lamp/blink', { reqId: 'a-1' }), answer(200, 'a-1')],
      right: [
        message('iotdevice-1/mgmt/manage', { d: { supports: { lamp: true } }, reqId: 'm-1' }),
        message('iotdm-1/mgmt/custom/lamp/blink', { reqId: 'a-1' }),
        answer(200, 'a-1'),
      ],
    }),
  },
  ...actionRules,
} as const satisfies Readonly<Record<string, Rule>>;
