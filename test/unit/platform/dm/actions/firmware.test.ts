import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { DmDevice } from '../../../../support/platform/dmDevice.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';
import { startPlatform, type TestPlatform } from '../../../../support/platform/testPlatform.ts';

const one = { typeId: 'sensor', deviceId: 'one' };
const parameters = [
  { name: 'uri', value: 'http://images.example.com/a.bin' },
  { name: 'version', value: '2.0' },
  { name: 'verifier', value: 'abc' },
];
const topics = {
  update: 'iotdm-1/device/update',
  observe: 'iotdm-1/observe',
  cancel: 'iotdm-1/cancel',
  download: 'iotdm-1/mgmt/initiate/firmware/download',
  install: 'iotdm-1/mgmt/initiate/firmware/update',
} as const;

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

/** Brings a device to where the download is under way. */
async function downloading(platform: TestPlatform, device: DmDevice): Promise<void> {
  platform.platform.actions.start({ action: 'firmware/download', parameters, devices: [one] });
  await device.answers(topics.update, 204);
  await device.answers(topics.observe, 200);
  await device.answers(topics.download, 202);
}

async function installing(platform: TestPlatform, device: DmDevice): Promise<void> {
  platform.platform.actions.start({ action: 'firmware/update', parameters, devices: [one] });
  await device.answers(topics.update, 204);
  await device.answers(topics.observe, 200);
  await device.answers(topics.install, 202);
}

test('a firmware download goes from device update over observe, initiate and notify to cancel', async (t) => {
  const { platform, device } = await start(t);
  platform.platform.actions.start({ action: 'firmware/download', parameters, devices: [one] });
  const { payload } = await device.answers(topics.update, 204);
  assert.deepEqual(payload.d?.fields, [
    {
      field: 'mgmt.firmware',
      value: { version: '2.0', name: '', uri: parameters[0]?.value, verifier: 'abc', state: 0, updateStatus: 0, updatedDateTime: '' },
    },
  ]);
  const observed = await device.answers(topics.observe, 200);
  assert.deepEqual(observed.payload.d?.fields, [{ field: 'mgmt.firmware' }]);
  await device.answers(topics.download, 202);
  assert.equal(latest(platform).state, 'accepted');
  await device.reports({ state: 1 });
  assert.match(latest(platform).note, /state 1/);
  await device.reports({ state: 2 });
  assert.equal(latest(platform).state, 'accepted');
  await device.answers(topics.cancel, 200);
  assert.equal(latest(platform).state, 'complete');
  assert.deepEqual(latest(platform).problems, []);
  assert.equal(platform.platform.records.of(one).mgmt?.firmware?.['state'], 2);
});

test('without parameters nothing is written first', async (t) => {
  const { platform, device } = await start(t);
  platform.platform.actions.start({ action: 'firmware/download', devices: [one] });
  await device.answers(topics.observe, 200);
  await device.answers(topics.download, 400, { message: 'no uri' });
  assert.equal(latest(platform).state, 'failed');
  assert.equal((await device.asked()).topic, topics.cancel);
});

for (const [report, reason] of [
  [{ state: 0, updateStatus: 2 }, /out of memory/],
  [{ updateStatus: 3 }, /connection lost/],
  [{ state: 0, updateStatus: 4 }, /verification failed/],
  [{ state: 0, updateStatus: 6 }, /invalid URI/],
  [{ state: 0 }, /no reason/],
] as const) {
  test(`a download that ends with ${JSON.stringify(report)} has failed, and its observation is cancelled`, async (t) => {
    const { platform, device } = await start(t);
    await downloading(platform, device);
    await device.reports({ state: 1 });
    await device.reports(report);
    assert.equal(latest(platform).state, 'failed');
    assert.match(latest(platform).note, reason);
    await device.answers(topics.cancel, 200);
    assert.equal(latest(platform).state, 'failed');
  });
}

test('state 0 beside updateStatus 0 or 1 does not end a download: some libraries always send it', async (t) => {
  const { platform, device } = await start(t);
  await downloading(platform, device);
  await device.reports({ state: 1 });
  await device.reports({ state: 0, updateStatus: 1 });
  await device.reports({ state: 0, updateStatus: 0 });
  assert.equal(latest(platform).state, 'accepted');
});

for (const [step, rc] of [
  ['update', 404],
  ['observe', 501],
] as const) {
  test(`a download whose ${step} is answered ${rc} has failed`, async (t) => {
    const { platform, device } = await start(t);
    platform.platform.actions.start({ action: 'firmware/download', parameters, devices: [one] });
    if (step === 'observe') await device.answers(topics.update, 204);
    await device.answers(topics[step], rc, { d: { fields: ['mgmt.firmware'] } });
    assert.equal(latest(platform).state, 'failed');
    assert.match(latest(platform).note, new RegExp(`${rc} .*mgmt[.]firmware`));
    await device.client.settled();
    assert.deepEqual(device.client.packets, []);
  });
}

test('an update is complete with state 0', async (t) => {
  const { platform, device } = await start(t);
  await installing(platform, device);
  await device.reports({ state: 0, updateStatus: 1 });
  assert.equal(latest(platform).state, 'accepted');
  await device.reports({ state: 0, updateStatus: 0 });
  await device.answers(topics.cancel, 200);
  assert.equal(latest(platform).state, 'complete');
});

for (const [updateStatus, reason] of [
  [2, /out of memory/],
  [5, /unsupported image/],
] as const) {
  test(`an update that ends with updateStatus ${updateStatus} has failed`, async (t) => {
    const { platform, device } = await start(t);
    await installing(platform, device);
    await device.reports({ updateStatus });
    assert.equal(latest(platform).state, 'failed');
    assert.match(latest(platform).note, reason);
  });
}

test('a device that restarts within an update and manages with the new version has done it', async (t) => {
  const { platform, device } = await start(t);
  await installing(platform, device);
  await device.reports({ updateStatus: 1 });
  const back = await DmDevice.managed(platform, 'one', { supports: { firmwareActions: true }, deviceInfo: { fwVersion: '1.0' } });
  assert.match(latest(platform).note, /firmware version 1[.]0; it has not said/);
  await back.manage({ supports: { firmwareActions: true }, deviceInfo: { fwVersion: '2.0' } });
  await back.answers(topics.cancel, 200);
  assert.equal(latest(platform).state, 'complete');
});

test('one firmware action at a time: another is refused, or takes its place', async (t) => {
  const { platform, device } = await start(t);
  const { actions } = platform.platform;
  await downloading(platform, device);
  assert.throws(() => actions.start({ action: 'firmware/update', devices: [one] }), { name: 'Refusal', code: 409 });
  actions.start({ action: 'firmware/update', devices: [one], override: true });
  const [newer, older] = actions.of(one);
  assert.deepEqual([newer?.state, older?.state], ['requested', 'cancelled']);
  await device.answers(topics.cancel, 200);
  assert.equal((await device.asked()).topic, topics.observe);
});

test('a cancelled action ends its observation', async (t) => {
  const { platform, device } = await start(t);
  await downloading(platform, device);
  platform.platform.actions.cancel(latest(platform).requestId);
  assert.equal(latest(platform).state, 'cancelled');
  assert.equal((await device.asked()).topic, topics.cancel);
});

test('after the time-out nothing more is asked, but an end that is reported counts', async (t) => {
  const { platform, clock, device } = await start(t);
  await downloading(platform, device);
  clock.advance(120_000);
  assert.equal(latest(platform).state, 'timed out');
  await device.reports({ state: 1 });
  await device.reports({ state: 2 });
  await device.answers(topics.cancel, 200);
  assert.equal(latest(platform).state, 'carried out after time-out');
});

test('an answer to the first step that comes too late starts nothing', async (t) => {
  const { platform, clock, device } = await start(t);
  platform.platform.actions.start({ action: 'firmware/download', parameters, devices: [one] });
  clock.advance(120_000);
  await device.answers(topics.update, 204);
  await device.client.settled();
  assert.deepEqual([latest(platform).state, device.client.packets], ['timed out', []]);
});

test('a reqId without quotes is named in the action; a tolerant platform reads it', async (t) => {
  for (const tolerant of [false, true]) {
    const platform = await startPlatform(t, { clock: new FakeClock(), wishes: { tolerant } });
    const device = await DmDevice.managed(platform);
    platform.platform.actions.start({ action: 'firmware/download', devices: [one] });
    const { payload } = await device.asked();
    await device.send('iotdevice-1/response', `{"rc":"200","reqId":${payload.reqId}}`);
    const { timeline, problems } = latest(platform);
    assert.ok(timeline.some(({ direction, text }) => direction === 'up' && text.includes('reqId is not in quotes')));
    assert.ok(problems.some(({ rule }) => rule === 'json/syntax'));
    await device.client.settled();
    assert.equal(device.client.packets.length, tolerant ? 1 : 0);
  }
});

test('how far an image of ours was fetched is told while the action goes on', async (t) => {
  const { platform, clock, device } = await start(t);
  const { images } = platform.platform;
  let sent = 0;
  const expect = t.mock.method(images, 'expect', () => undefined);
  t.mock.method(images, 'progress', (uri: string) => (uri === parameters[0]?.value ? { sent, total: 100 } : undefined));
  await downloading(platform, device);
  assert.deepEqual(
    expect.mock.calls.map((call) => call.arguments),
    [[parameters[0]?.value, one]],
  );
  clock.advance(1000);
  let told = 0;
  t.after(platform.platform.followDevices(() => told++));
  clock.advance(2000);
  assert.equal(told, 0);
  sent = 50;
  clock.advance(500);
  assert.deepEqual([told, latest(platform).progress], [1, { sent: 50, total: 100 }]);
});
