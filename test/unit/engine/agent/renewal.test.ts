import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AgentBench, detailsOf } from './agentBench.ts';

const lost = new Error('lost');

for (const [lifetime, seconds] of [
  [3600, 3480],
  [7200, 7080],
] as const) {
  test(`with a lifetime of ${lifetime} s it manages again after ${seconds} s, and again`, async () => {
    const bench = await AgentBench.managed('ask', { choice: { lifetimeSeconds: lifetime } });
    for (const times of [2, 3]) {
      assert.deepEqual(await bench.after(seconds * 1_000 - 1), []);
      const [manage] = await bench.after(1);
      assert.equal(manage?.payload['reqId'], `id-${times}`);
      assert.equal(detailsOf(manage).lifetime, lifetime);
      assert.equal(bench.state.managed, true);
    }
  });
}

test('a lifetime below the platform’s shortest, accepted all the same, is renewed at half of it', async () => {
  const bench = new AgentBench({ choice: { automatic: false } });
  bench.cross('up', 'iotdevice-1/mgmt/manage', { d: { lifetime: 200 }, reqId: 'mine' });
  bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: 'mine' });
  assert.equal(bench.clock.dueIn(100_000), 1);
});

test('a lifetime longer than a timer can be set does not manage at once again', async () => {
  const bench = await AgentBench.managed('ask', { choice: { lifetimeSeconds: 365 * 24 * 3600 } });
  assert.deepEqual(await bench.after(24 * 3600 * 1_000), []);
});

test('a renewal that is refused ends it with a note', async () => {
  const bench = await AgentBench.managed('ask', { choice: { lifetimeSeconds: 3600 } });
  bench.manageRc = 404;
  await bench.after(3_480_000);
  assert.equal(bench.state.managed, false);
  assert.match(bench.state.note ?? '', /rc 404/);
  assert.equal(bench.clock.pending, 0);
});

/** Renewals that lead to nothing yet: with how many requests the rest of the lifetime passes, and what is said. */
const fruitless = [
  { rc: 409, requests: 4, note: /rc 409: another update is going on/ },
  { rc: 'silent', requests: 3, note: /did not answer the Manage request within 10 s/ },
] as const;

for (const { rc, requests, note } of fruitless) {
  test(`a renewal that meets ${rc}: the device stays managed, tries again, and is dormant when its lifetime ends`, async () => {
    const bench = await AgentBench.managed('ask', { choice: { lifetimeSeconds: 3600 } });
    const { until } = bench.state;
    bench.manageRc = rc;
    const sent = [...(await bench.after(3_480_000))];
    for (let seconds = 0; seconds < 119; seconds++) {
      sent.push(...(await bench.after(1_000)));
      assert.equal(bench.state.managed, true);
      assert.equal(bench.state.until, until);
    }
    assert.equal(sent.length, requests);
    assert.match(bench.state.note ?? '', note);
    await bench.after(1_000);
    assert.equal(bench.state.managed, false);
    assert.match(bench.state.note ?? '', /before the lifetime ended/);
    assert.equal(bench.clock.pending, 0);
    bench.manageRc = 200;
    bench.agent.disconnected(lost);
    await bench.agent.connected();
    assert.equal(bench.state.managed, true, 'the next connection begins anew');
  });
}

test('a renewal that the platform accepts at the second time leaves no note', async () => {
  const bench = await AgentBench.managed('ask', { choice: { lifetimeSeconds: 3600 } });
  bench.manageRc = 'silent';
  await bench.after(3_480_000);
  await bench.after(10_000);
  bench.manageRc = 200;
  assert.equal((await bench.after(30_000)).length, 1);
  assert.deepEqual([bench.state.managed, bench.state.note], [true, undefined]);
  assert.equal(bench.clock.dueIn(3_480_000), 1);
});

test('a first Manage request that comes too early for the platform is sent again', async () => {
  const bench = new AgentBench({ manageRc: 409 });
  await bench.agent.connected();
  assert.equal(bench.state.managed, false);
  assert.deepEqual(await bench.after(29_999), []);
  bench.manageRc = 200;
  assert.equal((await bench.after(1)).length, 1);
  assert.deepEqual([bench.state.managed, bench.state.note], [true, undefined]);
});

test('a device that was managed by hand is managed again after a lost connection, also when that was lost before the answer', async () => {
  const bench = new AgentBench({ choice: { automatic: false } });
  await bench.agent.connected();
  await bench.agent.request({ kind: 'dm.manage', d: { lifetime: 3600 } });
  bench.agent.disconnected(lost);
  bench.manageRc = 'silent';
  const back = bench.agent.connected();
  bench.agent.disconnected(lost);
  await assert.rejects(back, { message: 'lost' });
  bench.manageRc = 200;
  await bench.agent.connected();
  assert.equal(bench.state.managed, true);
  assert.equal((await bench.after(3_480_000)).length, 1, 'and its lifetime is renewed');
  bench.cross('up', 'iotdevice-1/mgmt/unmanage', { reqId: 'enough' });
  bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: 'enough' });
  bench.agent.disconnected(lost);
  const before = bench.sent.length;
  await bench.agent.connected();
  assert.equal(bench.sent.length, before, 'until somebody ends that');
});

test('later Manage requests repeat the last that was accepted, with what has changed since', async () => {
  const bench = await AgentBench.managed('automatic');
  const d = { lifetime: 3600, supports: { deviceActions: 1, lamp: true }, deviceInfo: { model: 'M' }, more: 1 };
  await bench.agent.request({ kind: 'dm.manage', d, anyway: true });
  assert.deepEqual(detailsOf((await bench.after(3_480_000))[0]), d);
  const value = { room: 1 };
  const info = { fwVersion: '2' };
  const fields = [
    { field: 'metadata', value },
    { field: 'deviceInfo', value: info },
  ];
  await bench.asked('iotdm-1/device/update', { d: { fields }, reqId: 'u' });
  const changed = { ...d, deviceInfo: { model: 'M', ...info }, metadata: value };
  assert.deepEqual(detailsOf((await bench.after(3_480_000))[0]), changed);
  bench.agent.disconnected(lost);
  await bench.agent.connected();
  assert.deepEqual(detailsOf(bench.sent.at(-1)), changed);
  const rcs = [];
  for (const topic of ['mgmt/initiate/firmware/download', 'mgmt/custom/acme/wink', 'mgmt/custom/lamp/on', 'mgmt/initiate/device/reboot']) {
    rcs.push((await bench.asked(`iotdm-1/${topic}`, { reqId: topic }))[0]?.payload['rc']);
  }
  assert.deepEqual(rcs, [501, 501, 200, 202], 'and the device supports what it said there');
});

test('metadata that a Manage request emptied are not emptied again and again', async () => {
  const bench = await AgentBench.managed('automatic');
  await bench.agent.request({ kind: 'dm.manage', d: { lifetime: 3600, metadata: {} }, anyway: true });
  assert.deepEqual(detailsOf((await bench.after(3_480_000))[0]), { lifetime: 3600 });
});

test('what a report says of attributes the device keeps when the platform accepts it', async () => {
  const bench = await AgentBench.managed('automatic');
  const fields = [
    { field: 'location', value: { longitude: 1, latitude: 2 } },
    { field: 'location.latitude', value: 3 },
    { field: 'metadata.room', value: 'cellar' },
    { field: 'metadata.__proto__', value: { polluted: true } },
    { field: 'deviceInfo', value: { model: 'M' } },
    { field: 'mgmt.firmware', value: { version: '2', uri: 'http://a/b' } },
    { field: 'nothing.known', value: 1 },
  ];
  const notify = { d: { fields }, reqId: 'n' };
  for (const rc of [400, 200]) {
    bench.cross('up', 'iotdevice-1/notify', notify);
    bench.cross('down', 'iotdm-1/response', { rc, reqId: 'n' });
    const names = ['location', 'metadata.room', 'deviceInfo.model'];
    const [answer] = await bench.asked('iotdm-1/observe', { d: { fields: names }, reqId: `${rc}` });
    assert.ok(answer);
    if (rc === 400) assert.equal(answer.payload['rc'], 404);
    else {
      const values = [{ longitude: 1, latitude: 3 }, 'cellar', 'M'];
      assert.deepEqual(answer.payload['d'], { fields: names.map((field, at) => ({ field, value: values[at] })) });
    }
  }
  assert.deepEqual([bench.state.firmware.version, bench.state.firmware.uri], ['2', 'http://a/b']);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});
