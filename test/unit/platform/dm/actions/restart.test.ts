import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { DmDevice } from '../../../../support/platform/dmDevice.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';
import { startPlatform, type TestPlatform } from '../../../../support/platform/testPlatform.ts';

const one = { typeId: 'sensor', deviceId: 'one' };
const rebootTopic = 'iotdm-1/mgmt/initiate/device/reboot';

async function start(t: TestContext): Promise<{ platform: TestPlatform; clock: FakeClock; device: DmDevice }> {
  const clock = new FakeClock();
  const platform = await startPlatform(t, { clock });
  return { platform, clock, device: await DmDevice.managed(platform) };
}

function latest({ platform }: TestPlatform) {
  const [report] = platform.actions.of(one);
  assert.ok(report);
  return report;
}

for (const [action, topic] of [
  ['device/reboot', rebootTopic],
  ['device/factoryReset', 'iotdm-1/mgmt/initiate/device/factory_reset'],
] as const) {
  test(`${action} is complete when the device has answered 202, gone, and managed again`, async (t) => {
    const { platform, device } = await start(t);
    const requestId = platform.platform.actions.start({ action, devices: [one] });
    assert.equal(latest(platform).state, 'requested');
    await device.answers(topic, 202);
    assert.deepEqual([latest(platform).state, latest(platform).rc], ['accepted', 202]);
    await DmDevice.managed(platform);
    const { state, note, timeline, requestId: id } = latest(platform);
    assert.deepEqual([state, note, id], ['complete', 'The device is back and managed.', requestId]);
    assert.deepEqual(
      timeline.map(({ direction, kind }) => [direction, kind]),
      [
        ['down', action === 'device/reboot' ? 'dm.reboot' : 'dm.factoryReset'],
        ['up', 'dm.deviceResponse'],
        ['none', undefined],
        ['up', 'dm.manage'],
        ['none', undefined],
      ],
    );
  });
}

test('a device that restarts without 202 completes the action, and has that problem', async (t) => {
  const { platform, device } = await start(t);
  platform.platform.actions.start({ action: 'device/reboot', devices: [one] });
  await device.asked();
  await DmDevice.managed(platform);
  const { state, note } = latest(platform);
  assert.equal(state, 'complete');
  assert.match(note, /never answered 202/);
  assert.ok(platform.platform.problems.of(one).some(({ rule }) => rule === 'conversation/restart-unconfirmed'));
});

test('a device that manages again without a new connection is told', async (t) => {
  const { platform, device } = await start(t);
  platform.platform.actions.start({ action: 'device/reboot', devices: [one] });
  await device.answers(rebootTopic, 202);
  await device.manage();
  assert.match(latest(platform).note, /connection stayed open/);
});

test('a Manage request that only renews the lifetime completes nothing', async (t) => {
  const { platform, device } = await start(t);
  platform.platform.actions.start({ action: 'device/reboot', devices: [one] });
  await device.asked();
  await device.manage({ supports: { deviceActions: true } });
  assert.equal(latest(platform).state, 'requested');
});

for (const rc of [400, 500, 501]) {
  test(`a restart that is answered ${rc} has failed`, async (t) => {
    const { platform, device } = await start(t);
    platform.platform.actions.start({ action: 'device/reboot', devices: [one] });
    await device.answers(rebootTopic, rc, { message: 'the battery is low' });
    assert.equal(latest(platform).state, 'failed');
    assert.match(latest(platform).note, new RegExp(`${rc} .*: the battery is low[.]$`));
    await DmDevice.managed(platform);
    assert.equal(latest(platform).state, 'failed');
  });
}

test('a return code in quotes counts, and is a problem of the action', async (t) => {
  const { platform, device } = await start(t);
  platform.platform.actions.start({ action: 'device/reboot', devices: [one] });
  await device.answers(rebootTopic, '202');
  const { state, problems } = latest(platform);
  assert.equal(state, 'accepted');
  assert.deepEqual(
    problems.map(({ rule }) => rule),
    ['dm/rc-string'],
  );
});

test('an action that nobody ends times out, and what the device left undone is its problem', async (t) => {
  const { platform, clock, device } = await start(t);
  platform.platform.actions.start({ action: 'device/reboot', devices: [one], timeoutSeconds: 10 });
  await device.asked();
  clock.advance(9999);
  assert.equal(latest(platform).state, 'requested');
  clock.advance(1);
  assert.equal(latest(platform).state, 'timed out');
  assert.ok(platform.platform.problems.of(one).some(({ rule }) => rule === 'conversation/unanswered'));
});

test('an answer after the time-out is late, of which the action tells as well', async (t) => {
  const { platform, clock, device } = await start(t);
  platform.platform.actions.start({ action: 'device/reboot', devices: [one], timeoutSeconds: 1 });
  const { payload } = await device.asked();
  clock.advance(1000);
  const rules = (): readonly string[] => latest(platform).problems.map(({ rule }) => rule);
  assert.deepEqual(rules(), ['conversation/unanswered']);
  await device.send('iotdevice-1/response', { rc: 202, reqId: payload.reqId });
  assert.deepEqual(rules(), ['conversation/answer-late']);
  assert.equal(latest(platform).state, 'timed out');
});

test('a request that was delivered late is not late to be answered', async (t) => {
  const clock = new FakeClock();
  const platform = await startPlatform(t, { clock });
  const before = await DmDevice.connect(platform, 'one', false);
  await before.manage({ supports: { deviceActions: true } });
  before.client.socket.destroy();
  await platform.event('connection.closed');
  platform.platform.actions.start({ action: 'device/reboot', devices: [one], timeoutSeconds: 10 });
  clock.advance(9000);
  const device = await DmDevice.connect(platform, 'one', false);
  const { payload } = await device.asked();
  clock.advance(1000);
  assert.equal(latest(platform).state, 'timed out');
  await device.send('iotdevice-1/response', { rc: 202, reqId: payload.reqId });
  assert.deepEqual(latest(platform).problems, []);
});

test('a request that waits in a durable session is carried out after its time-out, which is no fault of the device', async (t) => {
  const clock = new FakeClock();
  const platform = await startPlatform(t, { clock });
  const before = await DmDevice.connect(platform, 'one', false);
  await before.manage({ supports: { deviceActions: true } });
  before.client.socket.destroy();
  await platform.event('connection.closed');
  platform.platform.actions.start({ action: 'device/reboot', devices: [one] });
  assert.match(latest(platform).note, /waits in its session/);
  clock.advance(120_000);
  assert.equal(latest(platform).state, 'timed out');
  const device = await DmDevice.connect(platform, 'one', false);
  await device.answers(rebootTopic, 202);
  assert.equal(latest(platform).state, 'timed out');
  await DmDevice.managed(platform);
  assert.equal(latest(platform).state, 'carried out after time-out');
  assert.deepEqual(
    platform.platform.problems.of(one).filter(({ rule }) => rule === 'conversation/unanswered'),
    [],
  );
});

test('answers that belong to nothing are left alone', async (t) => {
  const { platform, device } = await start(t);
  platform.platform.actions.start({ action: 'device/reboot', devices: [one] });
  const { payload } = await device.asked();
  for (const answer of ['{"rc":202,"reqId":"other"}', '{"rc":202}', '{"rc":', '[]', '{"rc":{},"reqId":[]}'])
    await device.send('iotdevice-1/response', answer);
  assert.equal(latest(platform).state, 'requested');
  await device.send('iotdevice-1/response', { rc: 202, reqId: payload.reqId });
  await device.send('iotdevice-1/response', { rc: 500, reqId: payload.reqId });
  assert.equal(latest(platform).state, 'accepted');
});
