import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { DmDevice } from '../../../../support/platform/dmDevice.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';
import { startPlatform, type TestPlatform } from '../../../../support/platform/testPlatform.ts';

const one = { typeId: 'sensor', deviceId: 'one' };
const topic = 'iotdm-1/mgmt/custom/lamp/blink';
const lamp = {
  bundleId: 'lamp',
  displayName: { en_US: 'Lamp' },
  actions: {
    blink: {
      actionDisplayName: { en_US: 'Blink' },
      parameters: [{ name: 'times', value: '[0-9]+', required: true }, { name: 'colour', defaultValue: 'red' }, { name: 'note' }],
    },
    off: { actionDisplayName: { en_US: 'Off' } },
  },
};

async function start(t: TestContext): Promise<{ platform: TestPlatform; device: DmDevice }> {
  const platform = await startPlatform(t, { clock: new FakeClock() });
  platform.platform.packages.add(JSON.stringify(lamp));
  return { platform, device: await DmDevice.managed(platform, 'one', { supports: { lamp: true } }) };
}

function latest({ platform }: TestPlatform) {
  const [report] = platform.actions.of(one);
  assert.ok(report);
  return report;
}

test('a custom action carries its parameters, defaults included, and is complete with 200', async (t) => {
  const { platform, device } = await start(t);
  platform.platform.actions.start({ action: 'lamp/blink', parameters: [{ name: 'times', value: 3 }], devices: [one] });
  const { payload } = await device.answers(topic, 200);
  assert.deepEqual(payload.d?.fields, [
    { field: 'times', value: 3 },
    { field: 'colour', value: 'red' },
  ]);
  assert.equal(latest(platform).state, 'complete');
});

test('a custom action without parameters has no d', async (t) => {
  const { platform, device } = await start(t);
  platform.platform.actions.start({ action: 'lamp/off', devices: [one] });
  const { payload } = await device.asked();
  assert.deepEqual(Object.keys(payload), ['reqId']);
});

test('202 is taken for success, with a hint', async (t) => {
  const { platform, device } = await start(t);
  platform.platform.actions.start({ action: 'lamp/off', devices: [one] });
  await device.answers('iotdm-1/mgmt/custom/lamp/off', 202);
  const { state, note, problems } = latest(platform);
  assert.equal(state, 'complete');
  assert.match(note, /200 is expected/);
  assert.ok(problems.some(({ rule }) => rule === 'dm/rc-early'));
});

test('a custom action that is answered 501 has failed', async (t) => {
  const { platform, device } = await start(t);
  platform.platform.actions.start({ action: 'lamp/off', devices: [one] });
  await device.answers('iotdm-1/mgmt/custom/lamp/off', 501);
  assert.equal(latest(platform).state, 'failed');
});

for (const [what, request] of [
  ['a package that does not exist', { action: 'fan/spin' }],
  ['an action that the package does not have', { action: 'lamp/constructor' }],
  ['a required parameter missing', { action: 'lamp/blink' }],
  ['a parameter that does not match', { action: 'lamp/blink', parameters: [{ name: 'times', value: '3x' }] }],
  ['a parameter that is not defined', { action: 'lamp/off', parameters: [{ name: 'times', value: 3 }] }],
] as const) {
  test(`${what} is refused with 400`, async (t) => {
    const { platform } = await start(t);
    assert.throws(() => platform.platform.actions.start({ ...request, devices: [one] }), { name: 'Refusal', code: 400 });
    assert.deepEqual(platform.platform.actions.all(), []);
  });
}

test('patterns that never end are given up, all together in the time of one', async (t) => {
  const { platform } = await start(t);
  const names = Array.from({ length: 100 }, (_, at) => `p${at}`);
  const parameters = names.map((name) => ({ name, value: '(a+)+b|a*' }));
  const evil = { ...lamp, bundleId: 'evil', actions: { go: { actionDisplayName: { en: 'Go' }, parameters } } };
  platform.platform.packages.add(JSON.stringify(evil));
  const value = 'a'.repeat(20);
  const begun = performance.now();
  const given = names.map((name) => ({ name, value }));
  assert.throws(() => platform.platform.actions.start({ action: 'evil/go', parameters: given, devices: [one] }), {
    code: 400,
    message: /takes too long/,
  });
  assert.ok(performance.now() - begun < 1000);
});

test('100 parameters that match are taken', async (t) => {
  const { platform, device } = await start(t);
  const names = Array.from({ length: 100 }, (_, at) => `p${at}`);
  const actions = { go: { actionDisplayName: { en: 'Go' }, parameters: names.map((name) => ({ name, value: '[0-9]+' })) } };
  platform.platform.packages.add(JSON.stringify({ ...lamp, bundleId: 'many', actions }));
  await device.manage({ supports: { many: true } });
  platform.platform.actions.start({ action: 'many/go', parameters: names.map((name, at) => ({ name, value: at })), devices: [one] });
  const { payload } = await device.asked();
  assert.equal(payload.d?.fields.length, 100);
});
