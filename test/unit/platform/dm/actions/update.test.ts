import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ActionReport } from '../../../../../src/rpc/device/actionState.ts';
import { DmDevice } from '../../../../support/platform/dmDevice.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';
import { startPlatform, type TestPlatform } from '../../../../support/platform/testPlatform.ts';

const one = { typeId: 'sensor', deviceId: 'one' };

interface Bench {
  readonly platform: TestPlatform;
  readonly device: DmDevice;
  readonly clock: FakeClock;
  readonly latest: () => ActionReport;
}

async function start(t: TestContext): Promise<Bench> {
  const clock = new FakeClock();
  const platform = await startPlatform(t, { clock });
  const device = await DmDevice.managed(platform);
  return { platform, device, clock, latest: () => platform.platform.actions.of(one)[0] ?? assert.fail() };
}

const answers = [
  { rc: 204, state: 'complete', note: /^The device has taken the change\.$/ },
  { rc: 200, state: 'complete', note: /^The device has taken the change\.$/ },
  { rc: 404, state: 'failed', note: /404/ },
  { rc: 500, state: 'failed', note: /500/ },
] as const;

for (const { rc, state, note } of answers) {
  test(`a change of deviceInfo that is answered ${rc} is ${state}`, async (t) => {
    const { platform, device, latest } = await start(t);
    platform.platform.backOffice.changeAttribute(one, 'deviceInfo', { model: 'T-2' });
    assert.deepEqual([latest().action, latest().state, latest().step], ['device/update/deviceInfo', 'requested', 'dm.deviceUpdate']);
    await device.answers('iotdm-1/device/update', rc);
    assert.deepEqual([latest().state, latest().rc], [state, rc]);
    assert.match(latest().note, note);
    assert.deepEqual(
      latest().timeline.map(({ direction, kind }) => `${direction} ${kind ?? ''}`.trim()),
      ['down dm.deviceUpdate', 'up dm.deviceResponse', 'none'],
    );
  });
}

test('a change of deviceInfo that is not answered times out', async (t) => {
  const { platform, device, clock, latest } = await start(t);
  platform.platform.backOffice.changeAttribute(one, 'deviceInfo', { model: 'T-2' });
  await device.asked();
  clock.advance(120_000);
  assert.equal(latest().state, 'timed out');
});

for (const [attribute, value] of [
  ['metadata', { interval: 30 }],
  ['location', { longitude: 8, latitude: 49 }],
] as const) {
  test(`a change of ${attribute} is complete when the device is told: it is not asked to answer`, async (t) => {
    const { platform, device, latest } = await start(t);
    platform.platform.backOffice.changeAttribute(one, attribute, value);
    await device.asked();
    assert.deepEqual([latest().action, latest().state], [`device/update/${attribute}`, 'complete']);
    assert.match(latest().note, /It is not asked to answer\.$/);
  });
}

test('a change that nobody can hear has failed', async (t) => {
  const { platform, device, latest } = await start(t);
  device.client.socket.destroy();
  await platform.event('connection.closed');
  assert.equal(platform.platform.backOffice.changeAttribute(one, 'metadata', { interval: 30 }), false);
  assert.equal(latest().state, 'failed');
  assert.match(latest().note, /Nobody is subscribed/);
});

test('a newer change of the same attribute leaves one of another alone', async (t) => {
  const { platform, device } = await start(t);
  const { backOffice, actions } = platform.platform;
  backOffice.changeAttribute(one, 'deviceInfo', { model: 'T-2' });
  await device.asked();
  backOffice.changeAttribute(one, 'metadata', { interval: 30 });
  await device.asked();
  assert.deepEqual(
    actions.of(one).map(({ action, state }) => `${action} ${state}`),
    ['device/update/metadata complete', 'device/update/deviceInfo requested'],
  );
});
