import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { DmDevice } from '../../../support/platform/dmDevice.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { deviceToken, org, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';

const one = { typeId: 'sensor', deviceId: 'one' };
const topics = {
  manage: 'iotdevice-1/mgmt/manage',
  location: 'iotdevice-1/device/update/location',
  addErrorCode: 'iotdevice-1/add/diag/errorCodes',
  clearErrorCodes: 'iotdevice-1/clear/diag/errorCodes',
  addLog: 'iotdevice-1/add/diag/log',
  clearLog: 'iotdevice-1/clear/diag/log',
  notify: 'iotdevice-1/notify',
} as const;

async function start(t: TestContext, wishes = {}): Promise<{ platform: TestPlatform; clock: FakeClock; device: DmDevice }> {
  const clock = new FakeClock();
  const platform = await startPlatform(t, { clock, wishes });
  return { platform, clock, device: await DmDevice.connect(platform) };
}

function record({ platform }: TestPlatform) {
  return platform.records.of(one);
}

const at = (ms: number): string => new Date(ms).toISOString();

test('Manage replaces device info and metadata as a whole, each only where it is sent', async (t) => {
  const { platform, device } = await start(t);
  await device.manage({ deviceInfo: { model: 'T-1', fwVersion: '1.0' }, metadata: { room: 'cellar', floor: -1 } });
  await device.manage({ deviceInfo: { fwVersion: '1.1' }, metadata: { room: 'attic' } });
  assert.deepEqual(record(platform).deviceInfo, { fwVersion: '1.1' });
  assert.deepEqual(record(platform).metadata, { room: 'attic' });
  await device.manage({});
  assert.deepEqual(record(platform).deviceInfo, { fwVersion: '1.1' });
  await device.manage({ deviceInfo: {} });
  assert.deepEqual(record(platform).deviceInfo, {});
  assert.deepEqual(record(platform).metadata, { room: 'attic' });
});

test('Manage stores what is supported, and until when it counts', async (t) => {
  const { platform, clock, device } = await start(t);
  await device.manage({ lifetime: 3600, supports: { deviceActions: 1 } });
  assert.deepEqual(record(platform).mgmt, {
    dormant: false,
    dormantDateTime: at(clock.now() + 3_600_000),
    lastActivityDateTime: at(clock.now()),
    supports: { deviceActions: true, firmwareActions: false },
  });
  clock.advance(3_600_000);
  assert.deepEqual(record(platform).mgmt, {
    dormant: true,
    dormantDateTime: at(clock.now()),
    lastActivityDateTime: at(clock.now() - 3_600_000),
    supports: {},
  });
});

test('a lifetime beyond all dates never ends', async (t) => {
  const { platform, device } = await start(t);
  await device.manage({ lifetime: 1e300 });
  assert.equal(record(platform).mgmt?.dormantDateTime, undefined);
});

test('a package that nobody uploaded cannot be claimed', async (t) => {
  const { platform, device } = await start(t);
  for (const supports of [{ lamp: true }, { lamp: 1, deviceActions: true }, { DeviceActions: true }]) {
    const { rc, message } = await device.request(topics.manage, { d: { supports } });
    assert.equal(rc, 403);
    assert.match(message ?? '', /no such package/);
  }
  assert.equal(record(platform).mgmt, undefined);
  await device.manage({ supports: { lamp: false } });
  platform.platform.packages.add('{"bundleId":"lamp","displayName":{"en":"L"},"actions":{"on":{"actionDisplayName":{"en":"On"}}}}');
  await device.manage({ supports: { lamp: true } });
  assert.deepEqual(record(platform).mgmt?.supports, { deviceActions: false, firmwareActions: false, lamp: true });
});

test('what no package can be called is a broken payload, and what is broken is said before what does not exist', async (t) => {
  const { device } = await start(t);
  for (const d of [{ supports: { 'my lamp': true } }, { supports: { 'my lamp': false } }, { lifetime: 60, supports: { lamp: true } }]) {
    assert.equal((await device.request(topics.manage, { d })).rc, 400, JSON.stringify(d));
  }
});

test('a location is a complete set, with the times of the platform', async (t) => {
  const { platform, clock, device } = await start(t);
  const now = at(clock.now());
  await device.request(topics.location, { d: { longitude: 8, latitude: 49, elevation: 100, updatedDateTime: '2020-01-01T00:00:00Z' } });
  assert.deepEqual(record(platform).location, { longitude: 8, latitude: 49, elevation: 100, measuredDateTime: now, updatedDateTime: now });
  const measuredDateTime = '2026-03-01T10:00:00Z';
  await device.request(topics.location, { d: { longitude: 9, latitude: 50, measuredDateTime } });
  assert.deepEqual(record(platform).location, { longitude: 9, latitude: 50, measuredDateTime, updatedDateTime: now });
});

test('error codes and log entries are kept, the latest first, until they are cleared', async (t) => {
  const { platform, clock, device } = await start(t);
  const timestamp = at(clock.now());
  for (const errorCode of [17, 0]) await device.request(topics.addErrorCode, { d: { errorCode } });
  assert.deepEqual(record(platform).errorCodes, [
    { errorCode: 0, timestamp },
    { errorCode: 17, timestamp },
  ]);
  const entry = { message: 'm', timestamp: '2026-03-01T10:00:00Z', severity: 1 };
  await device.request(topics.addLog, { d: entry });
  await device.request(topics.addLog, { d: { ...entry, message: 'n', data: 'AQID' } });
  assert.deepEqual(record(platform).log, [{ ...entry, message: 'n', logData: 'AQID' }, entry]);
  await device.request(topics.clearErrorCodes, {});
  await device.request(topics.clearLog, {});
  assert.deepEqual([record(platform).errorCodes, record(platform).log], [[], []]);
});

test('of a log above 500 K the oldest entries go', async (t) => {
  const { platform, device } = await start(t);
  const d = { message: 'm'.repeat(100_000), timestamp: '2026-03-01T10:00:00Z', severity: 0 };
  for (let count = 0; count < 7; count++) await device.request(topics.addLog, { d });
  assert.equal(record(platform).log.length, 5);
});

test('a notification merges members of the firmware, as long as the device is managed', async (t) => {
  const { platform, clock, device } = await start(t);
  await device.request(topics.notify, { d: { fields: [{ field: 'mgmt.firmware', value: { state: 1 } }] } });
  assert.equal(record(platform).mgmt, undefined);
  await device.manage();
  await device.request(topics.notify, { d: { fields: [{ field: 'mgmt.firmware', value: { state: 1, url: 'u' } }] } });
  await device.request(topics.notify, { d: { fields: [{ field: 'mgmt.firmware.updateStatus', value: 3 }] } });
  assert.deepEqual(record(platform).mgmt?.firmware, { state: 1, uri: 'u', updateStatus: 3, updatedDateTime: at(clock.now()) });
  await device.manage();
  assert.equal(record(platform).mgmt?.firmware?.['state'], 1);
});

const now = at(1_000_000);
const log = { message: 'm', timestamp: now, severity: 0 };
const position = { longitude: 8.5, latitude: -49 };
const kept = { ...position, measuredDateTime: now, updatedDateTime: now };

/** What a strict platform refuses with 400, and what a tolerant one makes of it. */
for (const [topic, d, stored] of [
  [topics.addErrorCode, { errorCode: '99' }, { errorCodes: [{ errorCode: 99, timestamp: now }] }],
  [topics.location, { longitude: '8.5', latitude: '-49' }, { location: kept }],
  [topics.location, { ...position, elevation: null }, { location: kept }],
  [
    topics.location,
    { ...position, measuredDateTime: '2020-01-01 00:00:00' },
    { location: { ...kept, measuredDateTime: '2020-01-01T00:00:00' } },
  ],
  [topics.manage, { supports: { deviceActions: 'true' } }, { mgmt: { supports: { deviceActions: true, firmwareActions: false } } }],
  [topics.manage, { supports: { 'my lamp': true } }, { mgmt: { supports: { deviceActions: false, firmwareActions: false } } }],
  [topics.manage, { deviceInfo: { serialNumber: 4711, model: null } }, { deviceInfo: { serialNumber: '4711' } }],
  [topics.manage, { metadata: null }, { metadata: {}, mgmt: { dormant: false } }],
  [topics.manage, null, { mgmt: { dormant: false } }],
  [topics.addLog, { message: 'm' }, { log: [log] }],
  [topics.addLog, { message: 'm', timestamp: 'now', severity: 7 }, { log: [log] }],
  [
    topics.addLog,
    { message: 'm', timestamp: '2020-1-1T0:0:0Z', severity: '1' },
    { log: [{ message: 'm', timestamp: '2020-01-01T00:00:00Z', severity: 1 }] },
  ],
  [topics.notify, { data: [{ field: 'metadata', value: { a: 1 } }] }, { metadata: { a: 1 } }],
  [topics.notify, { fields: ['metadata', 1, { field: 'metadata', value: { a: 1 } }] }, { metadata: { a: 1 } }],
] as const) {
  test(`${JSON.stringify(d)} on ${topic}: 400, but a tolerant platform takes it, and lists it all the same`, async (t) => {
    const strict = await start(t);
    assert.equal((await strict.device.request(topic, { d })).rc, 400);
    const tolerant = await start(t, { tolerant: true });
    assert.equal((await tolerant.device.request(topic, { d })).rc, 200);
    assert.partialDeepStrictEqual(record(tolerant.platform), stored);
    assert.ok(tolerant.platform.platform.problems.of(one).some(({ severity }) => severity === 'error'));
  });
}

for (const [topic, d] of [
  [topics.manage, { lifetime: 60 }],
  [topics.manage, { lifetime: '60' }],
  [topics.location, { longitude: 8, latitude: 100 }],
  [topics.location, { longitude: 8, latitude: '100' }],
  [topics.location, { longitude: 8 }],
  [topics.location, null],
  [topics.addErrorCode, { errorCode: null }],
  [topics.notify, { fields: [{ field: 'location', value: { longitude: 8, latitude: 100 } }] }],
] as const) {
  test(`${JSON.stringify(d)} on ${topic}: 400 from a tolerant platform as well`, async (t) => {
    const { platform, device } = await start(t, { tolerant: true });
    assert.equal((await device.request(topic, { d })).rc, 400);
    assert.deepEqual([record(platform).mgmt, record(platform).location, record(platform).errorCodes], [undefined, undefined, []]);
  });
}

test('a tolerant platform answers with the reqId that was put right', async (t) => {
  const { device } = await start(t, { tolerant: true });
  assert.equal((await device.request(topics.manage, { reqId: 5 })).rc, 200);
});

test('what is nested too deep to be stored is refused', async (t) => {
  const { platform, device } = await start(t);
  const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
  device.client.publish(topics.manage, `{"d":{"metadata":{"a":${deep}}},"reqId":"r"}`);
  const { payload } = await device.asked();
  assert.equal((payload as unknown as { rc: number }).rc, 400);
  assert.deepEqual(record(platform).metadata, {});
});

test('a gateway speaks for itself and for other devices', async (t) => {
  const platform = await startPlatform(t, {
    prepare: (registry) => registry.addDevice({ typeId: 'gw', deviceId: 'g1', classId: 'Gateway', role: 'standard' }, deviceToken),
  });
  const client = await platform.connect({ clientId: `g:${org}:gw:g1`, username: 'use-token-auth', password: deviceToken });
  await client.subscribe('iotdm-1/type/+/id/+/#', 1);
  const gateway = new DmDevice(client);
  for (const [typeId, deviceId, rc] of [
    ['gw', 'g1', 200],
    ['sensor', 'one', 200],
  ] as const) {
    await gateway.send(`iotdevice-1/type/${typeId}/id/${deviceId}/mgmt/manage`, { reqId: 'r' });
    const { topic, payload } = await gateway.asked();
    assert.deepEqual([topic, payload], [`iotdm-1/type/${typeId}/id/${deviceId}/response`, { rc, reqId: 'r' }]);
    assert.equal(platform.platform.fleet.state({ typeId, deviceId })?.managed, true);
  }
});
