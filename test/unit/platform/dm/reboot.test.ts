import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActionState } from '../../../../src/rpc/platformContract.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import type { RawClient } from '../../../support/platform/rawClient.ts';
import { asDevice, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';

const sensor = { typeId: 'sensor', deviceId: 'one' };

async function manage(device: RawClient, supports = { deviceActions: true }): Promise<void> {
  device.publish('iotdevice-1/mgmt/manage', JSON.stringify({ d: { supports }, reqId: 'manage' }));
  assert.equal((await device.next('publish')).topic, 'iotdm-1/response');
}

async function managedDevice(platform: TestPlatform): Promise<RawClient> {
  const device = await platform.connect(asDevice('one'));
  await device.subscribe('iotdm-1/#', 1);
  await manage(device);
  return device;
}

function action({ platform }: TestPlatform): ActionState | undefined {
  return platform.fleet.states().find(({ deviceId }) => deviceId === 'one')?.action;
}

async function answer(device: RawClient, body: object): Promise<void> {
  device.publish('iotdevice-1/response', JSON.stringify(body), { qos: 1 });
  await device.next('puback');
}

test('a reboot goes from requested over accepted to complete', async (t) => {
  const platform = await startPlatform(t, { clock: new FakeClock() });
  const device = await managedDevice(platform);
  const reqId = platform.platform.backOffice.requestReboot(sensor);
  const request = await device.next('publish');
  assert.deepEqual(
    [request.topic, request.qos, JSON.parse(request.payload.toString())],
    ['iotdm-1/mgmt/initiate/device/reboot', 1, { reqId }],
  );
  assert.deepEqual(action(platform), { reqId, action: 'device/reboot', state: 'requested', note: 'The device has not answered yet.' });
  await answer(device, { rc: 202, reqId });
  assert.deepEqual([action(platform)?.state, action(platform)?.rc], ['accepted', 202]);
  device.socket.destroy();
  await platform.event('connection.closed');
  const again = await managedDevice(platform);
  assert.deepEqual([action(platform)?.state, action(platform)?.note], ['complete', 'The device is back and managed.']);
  await again.settled();
});

for (const [rc, note] of [
  [500, 'The device answered 500 (the attempt failed; message says why): busy. A reboot is accepted with 202.'],
  [501, 'The device answered 501 (the device does not support this): busy. A reboot is accepted with 202.'],
  [200, 'The device answered 200 (success): busy. A reboot is accepted with 202.'],
] as const) {
  test(`an answer with ${rc} fails the reboot and is explained`, async (t) => {
    const platform = await startPlatform(t, { clock: new FakeClock() });
    const device = await managedDevice(platform);
    const reqId = platform.platform.backOffice.requestReboot(sensor);
    await answer(device, { rc, reqId, message: 'busy' });
    assert.deepEqual(action(platform), { reqId, action: 'device/reboot', state: 'failed', rc, note });
  });
}

test('a rc that is written as text counts', async (t) => {
  const platform = await startPlatform(t, { clock: new FakeClock() });
  const device = await managedDevice(platform);
  const reqId = platform.platform.backOffice.requestReboot(sensor);
  await answer(device, { rc: '202', reqId });
  assert.equal(action(platform)?.state, 'accepted');
});

test('an answer with another reqId changes nothing', async (t) => {
  const platform = await startPlatform(t, { clock: new FakeClock() });
  const device = await managedDevice(platform);
  platform.platform.backOffice.requestReboot(sensor);
  await answer(device, { rc: 202, reqId: 'another' });
  assert.equal(action(platform)?.state, 'requested');
});

test('a reboot without answer times out after 120 s', async (t) => {
  const clock = new FakeClock();
  const platform = await startPlatform(t, { clock });
  await managedDevice(platform);
  platform.platform.backOffice.requestReboot(sensor);
  clock.advance(119_999);
  assert.equal(action(platform)?.state, 'requested');
  clock.advance(1);
  assert.deepEqual([action(platform)?.state, action(platform)?.note], ['timed out', 'The device did not answer within 120 s.']);
});

test('a device that accepts and never comes back times out, too', async (t) => {
  const clock = new FakeClock();
  const platform = await startPlatform(t, { clock });
  const device = await managedDevice(platform);
  const reqId = platform.platform.backOffice.requestReboot(sensor);
  await answer(device, { rc: 202, reqId });
  clock.advance(120_000);
  assert.deepEqual(
    [action(platform)?.state, action(platform)?.rc, action(platform)?.note],
    ['timed out', 202, 'The device answered 202 but did not manage again within 120 s.'],
  );
});

test('a device that restarts without answering completes the action, with a remark', async (t) => {
  const platform = await startPlatform(t, { clock: new FakeClock() });
  const device = await managedDevice(platform);
  platform.platform.backOffice.requestReboot(sensor);
  device.socket.destroy();
  await platform.event('connection.closed');
  await managedDevice(platform);
  assert.equal(action(platform)?.state, 'complete');
  assert.match(action(platform)?.note ?? '', /never answered 202/);
});

test('a device that did not claim device actions is asked, with a remark', async (t) => {
  const platform = await startPlatform(t, { clock: new FakeClock() });
  const device = await platform.connect(asDevice('one'));
  await device.subscribe('iotdm-1/#', 1);
  await manage(device, { deviceActions: false });
  platform.platform.backOffice.requestReboot(sensor);
  assert.match(action(platform)?.note ?? '', /did not claim supports\.deviceActions/);
});

test('a reboot is refused while it cannot work, with the reason', async (t) => {
  const platform = await startPlatform(t, { clock: new FakeClock() });
  const reboot = (): string => platform.platform.backOffice.requestReboot(sensor);
  assert.throws(() => platform.platform.backOffice.requestReboot({ ...sensor, deviceId: 'none' }), {
    name: 'Refusal',
    message: /is not registered/,
  });
  assert.throws(reboot, { name: 'Refusal', message: /is not connected/ });
  const device = await platform.connect(asDevice('one'));
  assert.throws(reboot, { name: 'Refusal', message: /is not managed/ });
  device.publish('iotdevice-1/mgmt/manage', '{}', { qos: 1 });
  await device.next('puback');
  assert.throws(reboot, { name: 'Refusal', message: /has not subscribed to iotdm-1\/#/ });
  await device.subscribe('iotdm-1/mgmt/#', 1);
  reboot();
  assert.throws(reboot, { name: 'Refusal', message: /under way already/, code: 409 });
});
