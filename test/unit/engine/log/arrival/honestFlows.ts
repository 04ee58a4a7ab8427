import type { ConnectionEvent } from '../../../../../src/rpc/log/traffic.ts';

/** An event of the connection, or a message: `<` from the platform, `>` from the device. */
export type Line = ConnectionEvent | readonly ['<' | '>', topic: string, payload: unknown];

const firmwareField = { fields: [{ field: 'mgmt.firmware' }] };
const open: ConnectionEvent = { kind: 'connection.open', cleanSession: true };
export const subscribed: ConnectionEvent = { kind: 'connection.subscribed', filter: 'iotdm-1/#', qos: 1 };
export const lasting: ConnectionEvent = { kind: 'connection.open', cleanSession: false, sessionPresent: false };
export const resumed: ConnectionEvent = { kind: 'connection.open', cleanSession: false, sessionPresent: true };
export const closed: ConnectionEvent = { kind: 'connection.closed', code: 91 };
export const begin: readonly Line[] = [open, subscribed];

const supports = { deviceActions: true, firmwareActions: true, bundle: true };
export const manage = (reqId: string): readonly Line[] => [
  ['>', 'iotdevice-1/mgmt/manage', { d: { lifetime: 3600, supports }, reqId }],
  ['<', 'iotdm-1/response', { rc: 200, reqId }],
];
const ask = (topic: string, reqId: string, rc: number, d?: unknown): readonly Line[] => [
  ['<', `iotdm-1/${topic}`, d === undefined ? { reqId } : { reqId, d }],
  ['>', 'iotdevice-1/response', { rc, reqId }],
];
const tell = (topic: string, reqId: string, d?: unknown): readonly Line[] => [
  ['>', `iotdevice-1/${topic}`, d === undefined ? { reqId } : { reqId, d }],
  ['<', 'iotdm-1/response', { rc: 200, reqId }],
];
export const report = (value: unknown): Line => ['>', 'iotdevice-1/notify', { d: { fields: [{ field: 'mgmt.firmware', value }] } }];
const image = { uri: 'https://x/y', name: 'a', version: '2', verifier: '', state: 0, updateStatus: 0, updatedDateTime: '' };
export const write = (reqId: string, value: object = image): readonly Line[] =>
  ask('device/update', reqId, 204, { fields: [{ field: 'mgmt.firmware', value }] });
export const observe = (reqId: string): readonly Line[] => ask('observe', reqId, 200, firmwareField);
export const cancel = (reqId: string): readonly Line[] => ask('cancel', reqId, 200, firmwareField);
export const download = (reqId: string): readonly Line[] => ask('mgmt/initiate/firmware/download', reqId, 202);
export const update = (reqId: string): readonly Line[] => ask('mgmt/initiate/firmware/update', reqId, 202);

const downloaded = [write('w'), observe('o'), download('d'), [report({ state: 1 }), report({ state: 2 })], cancel('c')].flat();
const updated = [
  write('uw', { ...image, state: 2 }),
  observe('uo'),
  update('u'),
  [report({ updateStatus: 1 }), report({ state: 0, updateStatus: 0 })],
  cancel('uc'),
].flat();
const reboot = (reqId: string): readonly Line[] => [
  ...ask('mgmt/initiate/device/reboot', reqId, 202),
  closed,
  ...begin,
  ...manage(`${reqId}m`),
];
const reset = (reqId: string): readonly Line[] => [
  ...ask('mgmt/initiate/device/factory_reset', reqId, 202),
  closed,
  ...begin,
  ...manage(`${reqId}m`),
];

/** What honest devices and the platform do, from the beginning of a session on [D-dm, D-req]. */
export const honestFlows: Readonly<Record<string, readonly Line[]>> = {
  'every request of a device': [
    ...begin,
    ...manage('m'),
    ...tell('device/update/location', 'l', { longitude: 1, latitude: 2 }),
    ...tell('add/diag/errorCodes', 'e', { errorCode: 3 }),
    ...tell('clear/diag/errorCodes', 'ce'),
    ...tell('add/diag/log', 'g', { message: 'x', timestamp: '2026-01-01T00:00:00Z', severity: 0 }),
    ...tell('clear/diag/log', 'cg'),
    ...tell('mgmt/unmanage', 'un'),
    ...manage('again'),
  ],
  'a request without reqId': [...begin, ['>', 'iotdevice-1/add/diag/errorCodes', { d: { errorCode: 3 } }], ...manage('m')],
  'a whole firmware action': [...begin, ...manage('m'), ...downloaded, ...updated],
  'one reqId for all steps of an action': [
    ...begin,
    ...manage('m'),
    ...write('a'),
    ...observe('a'),
    ...download('a'),
    report({ state: 1 }),
    report({ state: 2 }),
    ...cancel('a'),
    ...write('b', { ...image, state: 2 }),
    ...observe('b'),
    ...update('b'),
    report({ updateStatus: 1 }),
    report({ state: 0, updateStatus: 0 }),
    ...cancel('b'),
  ],
  'a download twice, with the same reqIds': [
    ...begin,
    ...manage('m'),
    ...downloaded.slice(0, -2),
    ...cancel('c'),
    ...updated,
    ...downloaded,
  ],
  'a download that fails, and one that goes well': [
    ...begin,
    ...manage('m'),
    ...write('w'),
    ...observe('o'),
    ...download('d'),
    report({ state: 1 }),
    report({ state: 0, updateStatus: 3 }),
    ...cancel('c'),
    ...downloaded,
  ],
  'a download that is cancelled on the way, and begun again': [
    ...begin,
    ...manage('m'),
    ...write('w'),
    ...observe('o'),
    ...download('d'),
    report({ state: 1 }),
    ...cancel('c'),
    ...downloaded,
  ],
  'an update that fails': [
    ...begin,
    ...manage('m'),
    ...downloaded,
    ...observe('uo'),
    ...update('u'),
    report({ updateStatus: 1 }),
    report({ updateStatus: 5 }),
    ...cancel('uc'),
  ],
  'an update that restarts the device before it tells the end': [
    ...begin,
    ...manage('m'),
    ...downloaded,
    ...observe('uo'),
    ...update('u'),
    report({ updateStatus: 1 }),
    closed,
    ...begin,
    ...manage('m2'),
    report({ state: 0, updateStatus: 0 }),
    ...cancel('uc'),
  ],
  'a download on a lasting session whose network breaks': [
    lasting,
    subscribed,
    ...manage('m'),
    ...write('w'),
    ...observe('o'),
    ...download('d'),
    report({ state: 1 }),
    closed,
    resumed,
    report({ state: 2 }),
    ...cancel('c'),
  ],
  'what waited for a lasting session': [
    lasting,
    subscribed,
    ...manage('m'),
    closed,
    resumed,
    ['<', 'iotdm-1/observe', { reqId: 'o', d: firmwareField }],
    ['>', 'iotdevice-1/response', { rc: 200, reqId: 'o' }],
    report({ state: 0 }),
  ],
  'a download that is refused, and one that is not supported': [
    ...begin,
    ...manage('m'),
    ...write('w'),
    ...observe('o'),
    ...ask('mgmt/initiate/firmware/download', 'd', 400),
    ...ask('mgmt/initiate/firmware/download', 'd2', 501),
    ...ask('mgmt/initiate/firmware/update', 'u', 500),
    ...cancel('c'),
  ],
  'a reboot, a factory reset, and a firmware action behind them': [...begin, ...manage('m'), ...reboot('r'), ...reset('f'), ...downloaded],
  'a factory reset in the middle of a firmware action': [...begin, ...manage('m'), ...downloaded, ...reset('f'), ...downloaded],
  'a reboot that is refused': [
    ...begin,
    ...manage('m'),
    ...ask('mgmt/initiate/device/reboot', 'r', 500),
    ...ask('mgmt/initiate/device/reboot', 'r', 501),
  ],
  'a new Manage request in the middle of a download': [
    ...begin,
    ...manage('m'),
    ...write('w'),
    ...observe('o'),
    ...download('d'),
    report({ state: 1 }),
    ...manage('m2'),
    report({ state: 1 }),
    report({ state: 2 }),
    ...cancel('c'),
  ],
  'a custom action': [...begin, ...manage('m'), ...ask('mgmt/custom/bundle/action', 'x', 200, { fields: [{ field: 'a', value: 1 }] })],
  'attributes that are written, observed and cancelled': [
    ...begin,
    ...manage('m'),
    ...ask('device/update', 'a', 204, { fields: [{ field: 'location', value: { longitude: 1, latitude: 2 } }] }),
    ...ask('observe', 'b', 200, { fields: [{ field: 'location' }, { field: 'metadata' }] }),
    ['>', 'iotdevice-1/notify', { d: { fields: [{ field: 'location', value: { longitude: 3, latitude: 2 } }] }, reqId: 'n' }],
    ['<', 'iotdm-1/response', { rc: 200, reqId: 'n' }],
    ...ask('cancel', 'b', 200, { fields: [{ field: 'metadata' }] }),
    ['>', 'iotdevice-1/notify', { d: { fields: [{ field: 'location', value: { longitude: 4, latitude: 2 } }] } }],
  ],
  'a report between the request and its answer': [
    ...begin,
    ...manage('m'),
    ...write('w'),
    ...observe('o'),
    ['<', 'iotdm-1/mgmt/initiate/firmware/download', { reqId: 'd' }],
    report({ state: 1 }),
    ['>', 'iotdevice-1/response', { rc: 202, reqId: 'd' }],
    report({ state: 2 }),
    ...cancel('c'),
  ],
};
