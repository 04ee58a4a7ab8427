import type { AnswerCode, AnswerRule, Kind } from '../kind.ts';

const failed: AnswerCode = { rc: 500, meaning: 'the attempt failed; message says why' };
const unsupported: AnswerCode = { rc: 501, meaning: 'the device does not support this' };
const badRequest: AnswerCode = { rc: 400, meaning: 'the device is in the wrong state, or the request is malformed' };
const notFound: AnswerCode = { rc: 404, meaning: 'an attribute that was named does not exist' };

function deviceAnswer(when: AnswerRule['when'], ...codes: readonly AnswerCode[]): AnswerRule {
  return { kind: 'dm.deviceResponse', when, codes };
}

const actionAnswer = deviceAnswer(
  'always',
  { rc: 202, meaning: 'accepted; the device starts the action now' },
  failed,
  unsupported,
  badRequest,
);
const observeAnswer = deviceAnswer('always', { rc: 200, meaning: 'done' }, notFound, failed, unsupported);
const firmwareAnswer = deviceAnswer(
  'always',
  { rc: 202, meaning: 'accepted; the device starts and reports its progress by notify' },
  badRequest,
  failed,
  unsupported,
);

/** Device Management messages that the platform sends [D-dm, D-req]. */
export const dmFromPlatformKinds = [
  {
    name: 'dm.serverResponse',
    title: 'Platform response',
    summary: 'The platform answers a request of the device with a return code and the request’s reqId.',
    sender: 'platform',
    direction: 'down',
    topic: 'iotdm-1/response',
    schema: 'dm.serverResponse',
    examples: [
      { rc: 200, reqId: 'manage-1' },
      { rc: 400, message: 'lifetime is 0 or at least 3600 seconds', reqId: 'manage-1' },
    ],
    invalid: [{ payload: { rc: 200 }, why: 'without reqId nobody knows which request this answers' }],
  },
  {
    name: 'dm.deviceUpdate',
    title: 'Device update',
    summary: 'The platform changes attributes of the device. It is answered only when it carries a reqId.',
    sender: 'platform',
    direction: 'down',
    topic: 'iotdm-1/device/update',
    schema: 'dm.deviceUpdate',
    answer: deviceAnswer('withReqId', { rc: 204, meaning: 'changed' }, badRequest, notFound, failed),
    examples: [
      { d: { fields: [{ field: 'metadata', value: { interval: 30 } }] }, reqId: 'update-1' },
      { d: { fields: [{ field: 'location', value: { longitude: 8.68, latitude: 49.41 } }] } },
    ],
    invalid: [{ payload: { d: { fields: [{ field: 'metadata' }] } }, why: 'a field to change needs its value' }],
  },
  {
    name: 'dm.observe',
    title: 'Observe request',
    summary: 'The platform asks to be notified whenever an attribute changes.',
    sender: 'platform',
    direction: 'down',
    topic: 'iotdm-1/observe',
    schema: 'dm.observe',
    answer: observeAnswer,
    examples: [
      { d: { fields: [{ field: 'mgmt.firmware' }] }, reqId: 'observe-1' },
      { d: { fields: [{ field: 'mgmt.firmware.state' }] }, reqId: 'observe-2' },
    ],
    invalid: [{ payload: { d: { fields: [{ field: 'mgmt.firmware' }] } }, why: 'reqId is required: the platform waits for the answer' }],
  },
  {
    name: 'dm.cancel',
    title: 'Cancel observation',
    summary: 'The platform no longer wants to be notified.',
    sender: 'platform',
    direction: 'down',
    topic: 'iotdm-1/cancel',
    schema: 'dm.cancel',
    answer: observeAnswer,
    examples: [
      { d: { fields: [{ field: 'mgmt.firmware' }] }, reqId: 'cancel-1' },
      { d: { fields: [{ field: 'metadata' }] }, reqId: 'cancel-2' },
    ],
    invalid: [{ payload: { reqId: 'cancel-1' }, why: 'd.fields names what to cancel' }],
  },
  {
    name: 'dm.reboot',
    title: 'Reboot request',
    summary: 'The platform asks the device to restart. The device answers 202, restarts, and sends a manage request when it is back.',
    sender: 'platform',
    direction: 'down',
    topic: 'iotdm-1/mgmt/initiate/device/reboot',
    schema: 'dm.reboot',
    answer: actionAnswer,
    examples: [{ reqId: 'reboot-1' }, { reqId: '41f5a1a0-7c4d-4a39-a3a9-6e0a1b1f2c10' }],
    invalid: [{ payload: {}, why: 'reqId is required: the platform waits for the answer' }],
  },
  {
    name: 'dm.factoryReset',
    title: 'Factory reset request',
    summary: 'The platform asks the device to go back to its factory settings. The device answers 202 and manages again when it is back.',
    sender: 'platform',
    direction: 'down',
    topic: 'iotdm-1/mgmt/initiate/device/factory_reset',
    schema: 'dm.factoryReset',
    answer: actionAnswer,
    examples: [{ reqId: 'reset-1' }, { reqId: '41f5a1a0-7c4d-4a39-a3a9-6e0a1b1f2c10' }],
    invalid: [{ payload: {}, why: 'reqId is required: the platform waits for the answer' }],
  },
  {
    name: 'dm.firmwareDownload',
    title: 'Firmware download request',
    summary: 'The platform asks the device to fetch the image that mgmt.firmware names.',
    sender: 'platform',
    direction: 'down',
    topic: 'iotdm-1/mgmt/initiate/firmware/download',
    schema: 'dm.firmwareDownload',
    answer: firmwareAnswer,
    examples: [{ reqId: 'download-1' }, { reqId: '41f5a1a0-7c4d-4a39-a3a9-6e0a1b1f2c10' }],
    invalid: [{ payload: {}, why: 'reqId is required: the platform waits for the answer' }],
  },
  {
    name: 'dm.firmwareUpdate',
    title: 'Firmware update request',
    summary: 'The platform asks the device to install the image that it downloaded.',
    sender: 'platform',
    direction: 'down',
    topic: 'iotdm-1/mgmt/initiate/firmware/update',
    schema: 'dm.firmwareUpdate',
    answer: firmwareAnswer,
    examples: [{ reqId: 'update-1' }, { reqId: '41f5a1a0-7c4d-4a39-a3a9-6e0a1b1f2c10' }],
    invalid: [{ payload: {}, why: 'reqId is required: the platform waits for the answer' }],
  },
  {
    name: 'dm.customAction',
    title: 'Custom action request',
    summary: 'The platform asks for an action that a device management extension defines. The device answers 200 when it is done.',
    sender: 'platform',
    direction: 'down',
    topic: 'iotdm-1/mgmt/custom/{bundleId}/{actionId}',
    schema: 'dm.customAction',
    answer: deviceAnswer('always', { rc: 200, meaning: 'the action is finished' }, failed, unsupported, badRequest),
    examples: [{ d: { fields: [{ field: 'interval', value: 30 }] }, reqId: 'action-1' }, { reqId: 'action-2' }],
    invalid: [{ payload: { d: { fields: [{ field: 'interval' }] }, reqId: 'action-1' }, why: 'a parameter needs its value' }],
  },
] as const satisfies readonly Kind[];
