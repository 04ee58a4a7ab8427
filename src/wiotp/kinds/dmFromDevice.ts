import type { AnswerRule, Kind } from '../kind.ts';

/** The codes every device request may get [D-dm]. */
const plainAnswer: AnswerRule = {
  kind: 'dm.serverResponse',
  when: 'withReqId',
  codes: [
    { rc: 200, meaning: 'done' },
    { rc: 400, meaning: 'the format is wrong or a value is out of range; nothing was stored' },
    { rc: 404, meaning: 'the device is not registered' },
    { rc: 409, meaning: 'another update is going on; try again later' },
  ],
};

const manageAnswer: AnswerRule = {
  ...plainAnswer,
  codes: [
    { rc: 200, meaning: 'the device is managed now' },
    { rc: 400, meaning: 'the format is wrong or a value is out of range; the device stays unmanaged' },
    { rc: 403, meaning: 'supports claims a set of actions that does not exist' },
    { rc: 404, meaning: 'the device is not registered' },
    { rc: 409, meaning: 'another update is going on; try again later' },
  ],
};

const notifyAnswer: AnswerRule = {
  ...plainAnswer,
  codes: [...plainAnswer.codes, { rc: 500, meaning: 'the platform failed' }],
};

/** Device Management messages that a device sends [D-dm]. */
export const dmFromDeviceKinds = [
  {
    name: 'dm.manage',
    title: 'Manage request',
    summary: 'Makes the device a managed one. It must come before any other request, after the subscription to iotdm-1/#.',
    sender: 'device',
    direction: 'up',
    topic: 'iotdevice-1/mgmt/manage',
    schema: 'dm.manage',
    answer: manageAnswer,
    examples: [
      {
        d: {
          lifetime: 3600,
          supports: { deviceActions: true, firmwareActions: true },
          deviceInfo: { serialNumber: '100087', manufacturer: 'Acme', model: 'T-1', fwVersion: '1.0.4' },
          metadata: { room: 'cellar' },
        },
        reqId: '41f5a1a0-7c4d-4a39-a3a9-6e0a1b1f2c10',
      },
      { reqId: 'manage-1' },
    ],
    invalid: [{ payload: { d: { lifetime: 60 }, reqId: 'manage-1' }, why: 'lifetime is 0 or at least 3600 seconds' }],
  },
  {
    name: 'dm.unmanage',
    title: 'Unmanage request',
    summary: 'Ends Device Management; the platform sends no more requests.',
    sender: 'device',
    direction: 'up',
    topic: 'iotdevice-1/mgmt/unmanage',
    schema: 'dm.unmanage',
    answer: plainAnswer,
    examples: [{ reqId: 'unmanage-1' }, {}],
    invalid: [{ payload: { reqId: 7 }, why: 'reqId is a string' }],
  },
  {
    name: 'dm.location',
    title: 'Location update',
    summary: 'Sets the device’s location. Each update is a complete set: a value left out is deleted.',
    sender: 'device',
    direction: 'up',
    topic: 'iotdevice-1/device/update/location',
    schema: 'dm.location',
    answer: plainAnswer,
    examples: [
      { d: { longitude: 8.68, latitude: 49.41, elevation: 114, measuredDateTime: '2026-03-01T10:00:00.000Z' }, reqId: 'location-1' },
      { d: { longitude: -77.03, latitude: 38.9 } },
    ],
    invalid: [{ payload: { d: { longitude: 8.68, latitude: 100 }, reqId: 'location-1' }, why: 'latitude lies between -90 and 90' }],
  },
  {
    name: 'dm.addErrorCode',
    title: 'Add error code',
    summary: 'Appends an error code to the device’s diagnostics.',
    sender: 'device',
    direction: 'up',
    topic: 'iotdevice-1/add/diag/errorCodes',
    schema: 'dm.addErrorCode',
    answer: plainAnswer,
    examples: [{ d: { errorCode: 17 }, reqId: 'error-1' }, { d: { errorCode: 0 } }],
    invalid: [{ payload: { d: { errorCode: '17' }, reqId: 'error-1' }, why: 'errorCode is an integer' }],
  },
  {
    name: 'dm.clearErrorCodes',
    title: 'Clear error codes',
    summary: 'Deletes all error codes of the device.',
    sender: 'device',
    direction: 'up',
    topic: 'iotdevice-1/clear/diag/errorCodes',
    schema: 'dm.clearErrorCodes',
    answer: plainAnswer,
    examples: [{ reqId: 'clear-1' }, {}],
    invalid: [{ payload: { reqId: '' }, why: 'reqId is not empty' }],
  },
  {
    name: 'dm.addLog',
    title: 'Add log entry',
    summary: 'Appends an entry to the device’s diagnostic log. Severity is 0 information, 1 warning or 2 error.',
    sender: 'device',
    direction: 'up',
    topic: 'iotdevice-1/add/diag/log',
    schema: 'dm.addLog',
    answer: plainAnswer,
    examples: [
      { d: { message: 'Sensor restarted', timestamp: '2026-03-01T10:00:00.000Z', severity: 1 }, reqId: 'log-1' },
      { d: { message: 'Trace', timestamp: '2026-03-01T10:00:00+01:00', data: 'AQIDBA==', severity: 0 } },
    ],
    invalid: [
      {
        payload: { d: { message: 'Trace', timestamp: '2026-03-01T10:00:00Z', severity: 3 }, reqId: 'log-1' },
        why: 'severity is 0, 1 or 2',
      },
    ],
  },
  {
    name: 'dm.clearLog',
    title: 'Clear log',
    summary: 'Deletes the device’s diagnostic log.',
    sender: 'device',
    direction: 'up',
    topic: 'iotdevice-1/clear/diag/log',
    schema: 'dm.clearLog',
    answer: plainAnswer,
    examples: [{ reqId: 'clear-1' }, {}],
    invalid: [{ payload: { reqId: 1 }, why: 'reqId is a string' }],
  },
  {
    name: 'dm.notify',
    title: 'Notify',
    summary: 'Reports changed attributes that the platform observes, such as the state of a firmware download.',
    sender: 'device',
    direction: 'up',
    topic: 'iotdevice-1/notify',
    schema: 'dm.notify',
    answer: notifyAnswer,
    examples: [
      { d: { fields: [{ field: 'mgmt.firmware', value: { state: 1 } }] } },
      { d: { fields: [{ field: 'mgmt.firmware', value: { state: 0, updateStatus: 0 } }] }, reqId: 'notify-1' },
    ],
    invalid: [{ payload: { d: { fields: [] } }, why: 'fields names at least one attribute' }],
  },
  {
    name: 'dm.deviceResponse',
    title: 'Device response',
    summary: 'The device answers a request of the platform with a return code and the request’s reqId.',
    sender: 'device',
    direction: 'up',
    topic: 'iotdevice-1/response',
    schema: 'dm.deviceResponse',
    examples: [
      { rc: 202, reqId: 'reboot-1' },
      { rc: 500, message: 'The battery is too low to restart', reqId: 'reboot-1' },
    ],
    invalid: [{ payload: { rc: '202', reqId: 'reboot-1' }, why: 'rc is an integer' }],
  },
] as const satisfies readonly Kind[];
