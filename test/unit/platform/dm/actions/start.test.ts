import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DmDevice } from '../../../../support/platform/dmDevice.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';
import { deviceToken, org, startPlatform } from '../../../../support/platform/testPlatform.ts';
import type { ActionRequest } from '../../../../../src/rpc/device/actionState.ts';

const one = { typeId: 'sensor', deviceId: 'one' };
const two = { typeId: 'sensor', deviceId: 'two' };

for (const [what, request, code] of [
  ['no device', { action: 'device/reboot', devices: [] }, 400],
  ['an action that does not exist', { action: 'device/explode', devices: [one] }, 400],
  ['no action', { devices: [one] }, 400],
  [
    '5001 devices',
    { action: 'device/reboot', devices: Array.from({ length: 5001 }, (_, at) => ({ typeId: 'sensor', deviceId: `${at}` })) },
    400,
  ],
  ['a time-out of 0', { action: 'device/reboot', devices: [one], timeoutSeconds: 0 }, 400],
  ['a time-out of half a second', { action: 'device/reboot', devices: [one], timeoutSeconds: 0.5 }, 400],
  ['a time-out of more than a day', { action: 'device/reboot', devices: [one], timeoutSeconds: 86_401 }, 400],
  [
    '101 parameters',
    { action: 'firmware/download', parameters: Array.from({ length: 101 }, () => ({ name: 'uri', value: 'u' })), devices: [one] },
    400,
  ],
  ['a time-out that is no number', { action: 'device/reboot', devices: [one], timeoutSeconds: NaN }, 400],
  [
    'a stray parameter of a firmware action',
    { action: 'firmware/download', parameters: [{ name: 'url', value: 'x' }], devices: [one] },
    400,
  ],
  ['a parameter that is no text', { action: 'firmware/download', parameters: [{ name: 'uri', value: 1 }], devices: [one] }, 400],
  ['a device that is not registered', { action: 'device/reboot', devices: [one, { typeId: 'sensor', deviceId: 'nobody' }] }, 404],
] as const) {
  test(`a request is refused with ${code}: ${what}`, async (t) => {
    const { platform } = await startPlatform(t);
    assert.throws(() => platform.actions.start(request as ActionRequest), { name: 'Refusal', code });
    assert.deepEqual(platform.actions.all(), []);
  });
}

test('a device that is not managed, or does not claim the action, is not asked', async (t) => {
  const { platform, ...rest } = await startPlatform(t);
  assert.ok(rest.port > 0);
  const requestId = platform.actions.start({ action: 'device/reboot', devices: [one, one] });
  const [report, ...others] = platform.actions.of(one);
  assert.deepEqual([report?.state, report?.requestId, others], ['failed', requestId, []]);
  assert.match(report?.note ?? '', /not managed/);
});

test('what the last Manage request leaves out counts as not supported', async (t) => {
  const started = await startPlatform(t);
  const device = await DmDevice.managed(started);
  await device.manage();
  const { actions } = started.platform;
  for (const action of ['device/reboot', 'firmware/update']) actions.start({ action, devices: [one] });
  assert.deepEqual(
    actions.of(one).map(({ state }) => state),
    ['failed', 'failed'],
  );
  await device.client.settled();
  assert.deepEqual(device.client.packets, []);
});

test('one request for several devices has one ID, and is cancelled as one', async (t) => {
  const started = await startPlatform(t, { clock: new FakeClock() });
  const { actions } = started.platform;
  await DmDevice.managed(started, 'one');
  await DmDevice.managed(started, 'two');
  const requestId = actions.start({ action: 'device/reboot', devices: [one, two] });
  actions.cancel(requestId);
  assert.deepEqual(
    actions.all().map(({ state, requestId: id }) => [state, id]),
    [
      ['cancelled', requestId],
      ['cancelled', requestId],
    ],
  );
  assert.throws(() => actions.cancel('other'), { name: 'Refusal', code: 404 });
});

test('200 requests go on at a time', async (t) => {
  const started = await startPlatform(t, { clock: new FakeClock() });
  const { actions } = started.platform;
  await DmDevice.managed(started);
  const ids = Array.from({ length: 200 }, () => actions.start({ action: 'device/reboot', devices: [one] }));
  assert.throws(() => actions.start({ action: 'device/reboot', devices: [one] }), { name: 'Refusal', code: 409 });
  for (const id of ids) actions.cancel(id);
  actions.start({ action: 'device/reboot', devices: [one] });
  assert.equal(actions.of(one).length, 21, 'the one that goes on and 20 that have ended');
});

test('the device behind a gateway is asked through the gateway', async (t) => {
  const behind = { typeId: 'probe', deviceId: 'p1' };
  const gateway = { typeId: 'gw', deviceId: 'g1' };
  const started = await startPlatform(t, {
    clock: new FakeClock(),
    prepare: (registry) => {
      registry.addDevice({ ...gateway, classId: 'Gateway' }, deviceToken);
      registry.addDevice(behind);
    },
  });
  const client = await started.connect({ clientId: `g:${org}:gw:g1`, username: 'use-token-auth', password: deviceToken });
  await client.subscribe('iotdm-1/type/+/id/+/#', 1);
  const device = new DmDevice(client);
  await device.send('iotdevice-1/type/probe/id/p1/mgmt/manage', { d: { supports: { deviceActions: true } }, reqId: 'm' });
  assert.deepEqual(await device.asked(), { topic: 'iotdm-1/type/probe/id/p1/response', payload: { rc: 200, reqId: 'm' } });
  const { actions } = started.platform;
  actions.start({ action: 'device/reboot', devices: [behind] });
  const { topic, payload } = await device.asked();
  assert.equal(topic, 'iotdm-1/type/probe/id/p1/mgmt/initiate/device/reboot');
  await device.send('iotdevice-1/type/probe/id/p1/response', { rc: 202, reqId: payload.reqId });
  await device.send('iotdevice-1/type/probe/id/p1/mgmt/manage', {});
  assert.equal(actions.latest(behind)?.state, 'complete');
});

test('a device that notifies without end makes no endless timeline', async (t) => {
  const clock = new FakeClock();
  const started = await startPlatform(t, { clock });
  const device = await DmDevice.managed(started);
  const { actions } = started.platform;
  actions.start({ action: 'firmware/download', devices: [one] });
  await device.answers('iotdm-1/observe', 200);
  await device.answers('iotdm-1/mgmt/initiate/firmware/download', 202);
  for (let at = 0; at < 300; at++) await device.reports({ state: 1 });
  assert.ok((actions.of(one)[0]?.timeline.length ?? 0) < 210);
});
