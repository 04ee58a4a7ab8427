import * as fc from 'fast-check';

const topics = [
  'iot-2/evt/a/fmt/json',
  'iot-2/cmd/a/fmt/json',
  'iotdevice-1/mgmt/manage',
  'iotdevice-1/mgmt/unmanage',
  'iotdevice-1/notify',
  'iotdevice-1/response',
  'iotdm-1/response',
  'iotdm-1/observe',
  'iotdm-1/cancel',
  'iotdm-1/device/update',
  'iotdm-1/type/t/id/i/observe',
  'iotdm-1/mgmt/initiate/device/reboot',
  'iotdm-1/mgmt/initiate/firmware/download',
  'iotdm-1/mgmt/initiate/firmware/update',
  '',
  'x/${y}',
];
const firmwareFields = fc.record({
  field: fc.constant('mgmt.firmware'),
  value: fc.dictionary(fc.constantFrom('state', 'updateStatus', 'uri'), fc.nat(6)),
});
const payload = fc.oneof(
  fc.record({ reqId: fc.constantFrom('1', '2', '${r}', 3), rc: fc.constantFrom(200, 202, '204', 0) }, { requiredKeys: [] }),
  fc.record({ d: fc.record({ fields: fc.array(firmwareFields) }), reqId: fc.constantFrom('1', '2') }, { requiredKeys: ['d'] }),
  fc.jsonValue(),
);
const message = fc.record(
  {
    topic: fc.constantFrom(...topics),
    payload,
    text: fc.string(),
    base64: fc.base64String(),
    qos: fc.nat(3),
    absent: fc.integer(),
    expect: fc.jsonValue(),
  },
  { requiredKeys: ['topic'] },
);
const connection = fc.record(
  {
    connection: fc.constantFrom('open', 'subscribed', 'closed', 'refused', 'gone'),
    filter: fc.constantFrom('iotdm-1/#', '#', ''),
    cleanSession: fc.boolean(),
    qos: fc.nat(2),
  },
  { requiredKeys: ['connection'] },
);
const { step } = fc.letrec((tie) => ({
  step: fc.oneof(
    { maxDepth: 3 },
    message,
    connection,
    fc.record({ include: fc.constantFrom('self', 'other') }),
    fc.jsonValue(),
    fc.record({ repeat: fc.integer({ min: -1, max: 3 }), steps: fc.array(tie('step'), { maxLength: 4 }) }),
  ),
}));
const header = fc.record(
  {
    starts: fc.constantFrom('managed', 'connected', 'offline', 7),
    device: fc.record({ classId: fc.constantFrom('Device', 'Gateway', 'x'), typeId: fc.string() }, { requiredKeys: [] }),
    vars: fc.dictionary(fc.string(), fc.jsonValue()),
  },
  { requiredKeys: [] },
);
/** Header and steps, right and wrong. */
export const transcript = fc.tuple(header, fc.array(step, { maxLength: 12 }));
const other = JSON.stringify({ steps: [{ topic: 'iotdevice-1/mgmt/manage', payload: { reqId: '1' } }, { include: 'self' }] });
/** The files that these transcripts include. */
export const include = (path: string) => (path === 'other' ? other : undefined);

/** A text with some of it taken out, doubled or changed. */
export const mutated = fc
  .tuple(
    transcript,
    fc.array(
      fc.tuple(fc.nat(), fc.nat(20), fc.constantFrom('', '"', '{', '}', ']', ',', '/*', '//', '\n', '${', '\\', '\u0000', '\ud800')),
    ),
  )
  .map(([[head, steps], changes]) =>
    changes.reduce(
      (text, [at, length, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + length);
      },
      JSON.stringify({ ...head, steps }),
    ),
  );
