import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChangeableAttribute } from '../../../src/rpc/platformContract.ts';
import { DmDevice } from '../../support/platform/dmDevice.ts';
import { FakeClock } from '../../support/platform/fakeClock.ts';
import { deviceToken, org, startPlatform } from '../../support/platform/testPlatform.ts';

const one = { typeId: 'sensor', deviceId: 'one' };

test('a managed device is told of a new attribute, and asked for an answer only to deviceInfo', async (t) => {
  const clock = new FakeClock();
  const started = await startPlatform(t, { clock });
  const { backOffice, records } = started.platform;
  const device = await DmDevice.managed(started);
  const now = new Date(clock.now()).toISOString();
  for (const [attribute, value, stored] of [
    ['metadata', { interval: 30 }, { interval: 30 }],
    ['deviceInfo', { model: 'T-2' }, { model: 'T-2' }],
    ['location', { longitude: 8, latitude: 49 }, { longitude: 8, latitude: 49, measuredDateTime: now, updatedDateTime: now }],
  ] as const) {
    assert.equal(backOffice.changeAttribute(one, attribute, value), true);
    const { topic, payload } = await device.asked();
    assert.deepEqual([topic, payload.d], ['iotdm-1/device/update', { fields: [{ field: attribute, value: stored }] }]);
    assert.equal(typeof payload.reqId, attribute === 'deviceInfo' ? 'string' : 'undefined');
    assert.deepEqual(records.of(one)[attribute], stored);
  }
});

test('a device that does not answer has that problem, one that does has none', async (t) => {
  const clock = new FakeClock();
  const started = await startPlatform(t, { clock });
  const { backOffice, problems } = started.platform;
  const device = await DmDevice.managed(started);
  for (const rules of [[], ['conversation/unanswered']]) {
    backOffice.changeAttribute(one, 'deviceInfo', { model: 'T-2' });
    if (rules.length === 0) await device.answers('iotdm-1/device/update', 204);
    else await device.asked();
    clock.advance(120_000);
    assert.deepEqual(
      problems.of(one).map(({ rule }) => rule),
      rules,
    );
  }
});

test('a device that was away may take its time to answer', async (t) => {
  const clock = new FakeClock();
  const started = await startPlatform(t, { clock });
  const { backOffice, problems } = started.platform;
  const before = await DmDevice.connect(started, 'one', false);
  await before.manage();
  before.client.socket.destroy();
  await started.event('connection.closed');
  assert.equal(backOffice.changeAttribute(one, 'deviceInfo', { model: 'T-2' }), false);
  clock.advance(119_000);
  const device = await DmDevice.connect(started, 'one', false);
  await device.asked();
  clock.advance(1000);
  assert.deepEqual(problems.of(one), []);
});

test('a device that is not managed is not told, but the value is kept', async (t) => {
  const started = await startPlatform(t);
  const device = await DmDevice.connect(started);
  assert.equal(started.platform.backOffice.changeAttribute(one, 'metadata', { a: 1 }), false);
  await device.client.settled();
  assert.deepEqual(device.client.packets, []);
  assert.deepEqual(started.platform.records.of(one).metadata, { a: 1 });
});

for (const [attribute, value] of [
  ['location', { longitude: 181, latitude: 0 }],
  ['location', {}],
  ['deviceInfo', { model: 7 }],
  ['metadata', 'text'],
  ['mgmt.firmware', { state: 1 }],
  ['metadata', { text: 'x'.repeat(131_072) }],
] as const) {
  test(`${attribute} cannot become ${JSON.stringify(value).slice(0, 40)}`, async (t) => {
    const { platform } = await startPlatform(t);
    const change = () => platform.backOffice.changeAttribute(one, attribute as ChangeableAttribute, value as never);
    assert.throws(change, { name: 'Refusal', code: 400 });
    assert.deepEqual(platform.records.of(one).metadata, {});
  });
}

test('an attribute of a device that is not registered cannot be changed', async (t) => {
  const { platform } = await startPlatform(t);
  const nobody = { typeId: 'sensor', deviceId: 'nobody' };
  assert.throws(() => platform.backOffice.changeAttribute(nobody, 'metadata', {}), { name: 'Refusal', code: 404 });
});

test('a command for a device behind a gateway is delivered to the gateway', async (t) => {
  const behind = { typeId: 'probe', deviceId: 'p1' };
  const gateway = { typeId: 'gw', deviceId: 'g1' };
  const started = await startPlatform(t, {
    prepare: (registry) => {
      registry.addDevice({ ...gateway, classId: 'Gateway' }, deviceToken);
      registry.addDeviceBehind(behind, gateway);
    },
  });
  const { backOffice } = started.platform;
  const command = { ...behind, commandId: 'go', format: 'json', payload: new TextEncoder().encode('{}'), qos: 0 } as const;
  assert.equal(backOffice.sendCommand(command), false);
  const client = await started.connect({ clientId: `g:${org}:gw:g1`, username: 'use-token-auth', password: deviceToken });
  await client.subscribe('iot-2/type/+/id/+/cmd/+/fmt/+', 1);
  assert.equal(backOffice.sendCommand(command), true);
});
