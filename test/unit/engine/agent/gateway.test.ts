import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AgentBench, everyMode } from './agentBench.ts';

const valve = { typeId: 'valve', deviceId: 'v-1' };
const lamp = { typeId: 'lamp', deviceId: 'l-1' };
const lost = new Error('lost');

test('a gateway manages itself under its own name, and devices behind it when the user says so', async () => {
  const bench = new AgentBench({ gateway: true });
  await bench.agent.connected();
  for (const device of [valve, lamp]) assert.deepEqual(await bench.agent.request({ kind: 'dm.manage', device }), { rc: 200 });
  const names = ['bridge/id/b-1', 'valve/id/v-1', 'lamp/id/l-1'];
  assert.deepEqual(
    bench.sent.map(({ topic }) => topic),
    names.map((name) => `iotdevice-1/type/${name}/mgmt/manage`),
  );
  assert.deepEqual(
    bench.agent.states.map(({ device, managed }) => [device, managed]),
    [
      [undefined, true],
      [valve, true],
      [lamp, true],
    ],
  );
  const serialNumbers = bench.sent.map(
    ({ payload }) => (payload['d'] as { deviceInfo: { serialNumber: string } }).deviceInfo['serialNumber'],
  );
  assert.deepEqual(serialNumbers, ['b-1', 'v-1', 'l-1']);
  bench.agent.disconnected(lost);
  bench.sent.length = 0;
  await bench.agent.connected();
  assert.equal(bench.sent.length, 3, 'all of them are back with the gateway');
});

test('each device has its own requests, modes are common, and answers name the device', async () => {
  const bench = await AgentBench.managed('ask', { gateway: true });
  for (const name of ['valve/id/v-1', 'lamp/id/l-1', 'bridge/id/b-1']) {
    assert.deepEqual(await bench.asked(`iotdm-1/type/${name}/mgmt/initiate/device/reboot`, { reqId: 'r' }), []);
  }
  assert.deepEqual(
    bench.agent.states.map(({ pending }) => pending.map(({ device }) => device)),
    [[undefined], [valve], [lamp]],
  );
  const keys = bench.agent.states.map(({ pending }) => pending[0]?.key ?? '');
  assert.equal(new Set(keys).size, 3);
  await bench.agent.answer(keys[2] ?? '', { rc: 202 });
  assert.deepEqual(bench.sent, [{ topic: 'iotdevice-1/type/lamp/id/l-1/response', payload: { rc: 202, reqId: 'r' } }]);
});

test('a device behind the gateway restarts by itself: the gateway stays, and after a second the device manages', async () => {
  const bench = await AgentBench.managed('automatic', { gateway: true });
  await bench.agent.request({ kind: 'dm.manage', device: valve });
  bench.sent.length = 0;
  await bench.asked('iotdm-1/type/valve/id/v-1/mgmt/initiate/device/reboot', { reqId: 'r' });
  assert.deepEqual(bench.restarts, []);
  assert.deepEqual(
    bench.agent.states.map(({ managed }) => managed),
    [true, false],
  );
  const back = await bench.after(1_000);
  assert.deepEqual(
    back.map(({ topic }) => topic),
    ['iotdevice-1/type/valve/id/v-1/mgmt/manage'],
  );
  assert.equal(bench.agent.states[1]?.managed, true);
});

test('a device that restarts while the gateway loses its connection comes back with it', async () => {
  const bench = await AgentBench.managed('automatic', { gateway: true });
  await bench.asked('iotdm-1/type/valve/id/v-1/mgmt/initiate/device/reboot', { reqId: 'r' });
  bench.agent.disconnected(lost);
  assert.deepEqual(await bench.after(5_000), []);
  bench.sent.length = 0;
  await bench.agent.connected();
  assert.equal(bench.sent.length, 2);
});

/** Who speaks for devices, how many of them are kept at most, and what they hear or say that makes them known. */
const crowds = [
  { who: 'the user', direction: 'up', topic: 'iotdevice-1/type/t/id/', kind: '/mgmt/unmanage', most: 500 },
  { who: 'the platform', direction: 'down', topic: 'iotdm-1/type/t/id/', kind: '/device/update', most: 51 },
] as const;

for (const { who, direction, topic, kind, most } of crowds) {
  test(`of devices that ${who} speaks for at most ${most} are kept: those that are managed or asked something stay`, async () => {
    const bench = await AgentBench.managed('ask', { gateway: true });
    await bench.agent.request({ kind: 'dm.manage', device: valve });
    await bench.asked('iotdm-1/type/lamp/id/l-1/mgmt/initiate/device/reboot', { reqId: 'r' });
    for (let at = 0; at < 1_000; at++) bench.cross(direction, `${topic}i${at}${kind}`, {});
    bench.cross('down', 'iotdm-1/type/t/id/nobody/response', { rc: 200, reqId: 'x' });
    const { states } = bench.agent;
    assert.equal(states.length - 1, most);
    assert.deepEqual([states[1]?.device, states[2]?.device], [valve, lamp]);
    assert.equal(states.at(-1)?.device?.deviceId, 'i999', 'the latest is heard');
  });
}

test('a device that the platform made known and the user speaks for makes room for no other', async () => {
  const bench = await AgentBench.managed('automatic', { gateway: true });
  bench.cross('down', 'iotdm-1/type/valve/id/v-1/device/update', {});
  bench.cross('up', 'iotdevice-1/type/valve/id/v-1/mgmt/unmanage', {});
  for (let at = 0; at < 200; at++) bench.cross('down', `iotdm-1/type/t/id/i${at}/device/update`, {});
  assert.deepEqual(bench.agent.states[1]?.device, valve);
});

test('devices that nobody spoke for and that all wait for an answer: one more is not heard, and that is said', async () => {
  const bench = await AgentBench.managed('ask', { gateway: true });
  for (let at = 0; at < 60; at++) bench.cross('down', `iotdm-1/type/t/id/i${at}/mgmt/initiate/device/reboot`, { reqId: 'r' });
  assert.equal(bench.agent.states.length, 51);
  assert.match(bench.state.note ?? '', /^More than 50 devices that nobody spoke for/);
});

test('what waits for an answer is bounded over all devices together, and a device whose request had to go says so', async () => {
  const bench = await AgentBench.managed('ask', { gateway: true });
  const d = { fields: [{ field: 'x'.repeat(100_000) }] };
  for (let at = 0; at < 20; at++) bench.cross('down', `iotdm-1/type/t/id/i${at}/observe`, { d, reqId: 'r' });
  const waiting = bench.agent.states.filter(({ pending }) => pending.length > 0);
  assert.deepEqual(
    waiting.map(({ device }) => device?.deviceId),
    ['i15', 'i16', 'i17', 'i18', 'i19'],
  );
  assert.match(bench.agent.states[1]?.note ?? '', /the oldest \(Observe request, reqId r\) was dropped/);
  bench.agent.setModes(everyMode('replies'));
  bench.agent.setReplies([{ on: 'dm.observe', reply: { delay: 1_000 } }]);
  for (let at = 0; at < 20; at++) bench.cross('down', `iotdm-1/type/t/id/i${at}/observe`, { d, reqId: 'later' });
  assert.equal(bench.clock.pending, 5, 'what waits to be answered by itself counts as well');
});

test('a device behind the gateway that restarts answers nothing until it is back', async () => {
  const bench = await AgentBench.managed('automatic', { gateway: true });
  await bench.agent.request({ kind: 'dm.manage', device: valve });
  await bench.asked('iotdm-1/type/valve/id/v-1/mgmt/initiate/device/reboot', { reqId: 'r' });
  const observe = { d: { fields: [{ field: 'metadata' }] }, reqId: 'o' };
  assert.deepEqual(await bench.asked('iotdm-1/type/valve/id/v-1/observe', observe), []);
  assert.equal((await bench.asked('iotdm-1/type/lamp/id/l-1/observe', observe)).length, 1, 'others go on');
  bench.agent.setModes(everyMode('ask'));
  await bench.asked('iotdm-1/type/valve/id/v-1/cancel', { ...observe, reqId: 'c' });
  const key = bench.agent.states[1]?.pending[0]?.key ?? '';
  await assert.rejects(bench.agent.answer(key, { rc: 200 }), /The device is not connected now/);
  const back = (await bench.after(1_000)).map(({ topic, payload }) => [topic.split('/').at(-1), payload['reqId']]);
  assert.deepEqual(back, [
    ['response', 'o'],
    ['manage', 'id-3'],
  ]);
  await bench.agent.answer(key, { rc: 200 });
});

test('a device pays no attention to what is meant for others', async () => {
  const bench = await AgentBench.managed('automatic');
  assert.deepEqual(await bench.asked('iotdm-1/type/valve/id/v-1/mgmt/initiate/device/reboot', { reqId: 'r' }), []);
  assert.equal(bench.agent.states.length, 1);
});
