import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { lintJudge } from '../../../../../src/platform/judge.ts';
import { Platform } from '../../../../../src/platform/platform.ts';
import { openStorage } from '../../../../../src/platform/store/openStorage.ts';
import type { ActionReport } from '../../../../../src/rpc/device/actionState.ts';
import { temporaryFolder } from '../../../../support/platform/command.ts';
import { DmDevice } from '../../../../support/platform/dmDevice.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';
import { deviceToken, org, TestPlatform } from '../../../../support/platform/testPlatform.ts';

const one = { typeId: 'sensor', deviceId: 'one' };
const rebootTopic = 'iotdm-1/mgmt/initiate/device/reboot';

/** Runs one platform after the other on the same data. */
function runs(t: TestContext): { readonly clock: FakeClock; readonly run: () => Promise<TestPlatform> } {
  const folder = temporaryFolder(t);
  const clock = new FakeClock();
  let last: TestPlatform | undefined;
  const run = async (): Promise<TestPlatform> => {
    await last?.platform.close();
    const storage = openStorage(folder, org);
    if (last === undefined) storage.registry.addDevice(one, deviceToken);
    const defects: unknown[] = [];
    const platform = new Platform({ storage, judge: lintJudge, clock, failed: (error) => defects.push(error) });
    const { port } = await platform.listen('127.0.0.1', { port: 0, orAnother: false });
    last = new TestPlatform(platform, storage.registry, port, defects);
    return last;
  };
  t.after(async () => {
    await last?.platform.close();
    assert.deepEqual(last?.defects, []);
  });
  return { clock, run };
}

function only({ platform }: TestPlatform): ActionReport {
  const [report, ...others] = platform.actions.of(one);
  assert.ok(report);
  assert.deepEqual(others, []);
  return report;
}

/** A device with a session that lasts. */
async function managed(platform: TestPlatform): Promise<DmDevice> {
  const device = await DmDevice.connect(platform, 'one', false);
  await device.manage({ supports: { deviceActions: true, firmwareActions: true } });
  return device;
}

test('a request that waits for a device outlives the platform, and so does what it belongs to', async (t) => {
  const { run } = runs(t);
  const first = await run();
  const before = await managed(first);
  before.client.socket.destroy();
  await first.event('connection.closed');
  const requestId = first.platform.actions.start({ action: 'device/reboot', devices: [one] });

  const second = await run();
  const restored = only(second);
  assert.deepEqual([restored.requestId, restored.state, restored.step, restored.problems], [requestId, 'timed out', 'dm.reboot', []]);
  assert.match(restored.note, /was restarted .* waits in its session[.]$/);
  assert.deepEqual(
    restored.timeline.map(({ direction, kind }) => [direction, kind]),
    [
      ['down', 'dm.reboot'],
      ['none', undefined],
    ],
  );
  const device = await DmDevice.connect(second, 'one', false);
  await device.answers(rebootTopic, 202);
  assert.deepEqual([only(second).state, only(second).rc], ['timed out', 202]);
  await managed(second);
  assert.equal(only(second).state, 'carried out after time-out');
  assert.equal(only(await run()).state, 'carried out after time-out');
});

test('a restart that was accepted before is carried out when the device manages after', async (t) => {
  const { run } = runs(t);
  const first = await run();
  const device = await managed(first);
  first.platform.actions.start({ action: 'device/reboot', devices: [one] });
  await device.answers(rebootTopic, 202);
  const second = await run();
  assert.equal(only(second).state, 'timed out');
  await managed(second);
  assert.equal(only(second).state, 'carried out after time-out');
});

test('a download goes on while the platform restarts, and its observation is cancelled when it is done', async (t) => {
  const { run } = runs(t);
  const first = await run();
  const device = await managed(first);
  first.platform.actions.start({ action: 'firmware/download', parameters: [{ name: 'uri', value: 'http://h/i' }], devices: [one] });
  await device.answers('iotdm-1/device/update', 204);
  await device.answers('iotdm-1/observe', 200);
  await device.answers('iotdm-1/mgmt/initiate/firmware/download', 202);
  const second = await run();
  const back = await DmDevice.connect(second, 'one', false);
  await back.reports({ state: 2 });
  await back.answers('iotdm-1/cancel', 200);
  assert.equal(only(second).state, 'carried out after time-out');
});

test('what ended stays as it ended', async (t) => {
  const { run, clock } = runs(t);
  const first = await run();
  await managed(first);
  const { actions } = first.platform;
  const requestId = actions.start({ action: 'device/reboot', devices: [one] });
  clock.advance(5);
  actions.cancel(requestId);
  const ended = only(first);
  const second = await run();
  assert.deepEqual(only(second), { ...ended, problems: [] });
  await managed(second);
  assert.equal(only(second).state, 'cancelled');
  second.platform.actions.cancel(requestId);
});

test('no more is kept than is told, and nothing of a device that was removed', async (t) => {
  const { run, clock } = runs(t);
  const first = await run();
  const { actions } = first.platform;
  for (let count = 0; count < 25; count++) {
    actions.start({ action: 'device/reboot', devices: [one] });
    clock.advance(1);
  }
  const told = actions.of(one).map(({ requestId }) => requestId);
  const second = await run();
  const restored = second.platform.actions.of(one).map(({ requestId }) => requestId);
  assert.deepEqual(restored, told.slice(0, 20));
  second.platform.fleet.remove(one);
  second.registry.addDevice(one, deviceToken);
  assert.deepEqual((await run()).platform.actions.all(), []);
});
