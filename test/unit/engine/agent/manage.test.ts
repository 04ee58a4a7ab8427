import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { AgentBench, detailsOf, settled } from './agentBench.ts';

const lost = new Error('lost');

test('manages with what the profile says and what is usual for the rest', async () => {
  const bench = new AgentBench({
    choice: {
      lifetimeSeconds: 3600,
      supports: { deviceActions: true, firmwareActions: false, bundles: ['acme', '__proto__'] },
      deviceInfo: { serialNumber: '4711', description: 'mine' },
      metadata: { room: 'cellar' },
    },
  });
  await bench.agent.connected();
  const supports = Object.fromEntries([
    ['acme', true],
    ['__proto__', true],
    ['deviceActions', true],
    ['firmwareActions', false],
  ]);
  assert.deepEqual(bench.sent, [
    {
      topic: 'iotdevice-1/mgmt/manage',
      payload: {
        d: {
          lifetime: 3600,
          supports,
          deviceInfo: {
            serialNumber: '4711',
            manufacturer: 'Device Workbench',
            model: 'Simulated device',
            deviceClass: 'Simulation',
            fwVersion: '1.0.0',
            hwVersion: '1.0',
            description: 'mine',
          },
          metadata: { room: 'cellar' },
        },
        reqId: 'id-1',
      },
    },
  ]);
  assert.equal(bench.state.managed, true);
  assert.equal(bench.state.until, bench.clock.now() + 3_600_000);
});

test('without automatic it does not manage on connect', async () => {
  const bench = new AgentBench({ choice: { automatic: false } });
  await bench.agent.connected();
  assert.deepEqual(bench.sent, []);
  assert.equal(bench.state.managed, false);
});

test('no answer within 10 s leaves a note, and a later one still counts', async () => {
  const bench = new AgentBench({ manageRc: 'silent' });
  const connecting = bench.agent.connected();
  bench.clock.advance(10_000);
  await connecting;
  assert.match(bench.state.note ?? '', /^The platform did not answer the Manage request within 10 s\. /);
  bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: 'another' });
  assert.equal(bench.state.managed, false);
  bench.cross('down', 'iotdm-1/response', { rc: '200', reqId: 'id-1' });
  assert.equal(bench.state.managed, true);
  assert.equal(bench.state.note, undefined);
  assert.equal(bench.state.until, undefined, 'never dormant');
  assert.equal(bench.clock.pending, 0, 'so it renews nothing');
});

test('a refusal leaves a note with its meaning', async () => {
  const bench = new AgentBench({ manageRc: 404 });
  await bench.agent.connected();
  assert.equal(bench.state.managed, false);
  assert.match(bench.state.note ?? '', /rc 404: the device is not registered/);
});

test('a Manage request that cannot be sent fails with the reason', async () => {
  const bench = new AgentBench();
  bench.publishFails = lost;
  await assert.rejects(bench.agent.connected(), { message: 'lost' });
  assert.equal(bench.clock.pending, 0);
});

test('hears what the user publishes by hand: a Manage request with its lifetime, and an Unmanage request', async () => {
  const bench = new AgentBench({ choice: { automatic: false } });
  bench.cross('up', 'iotdevice-1/mgmt/manage', { d: { lifetime: 7200, metadata: { by: 'hand' } }, reqId: 'mine' });
  bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: 'mine' });
  assert.equal(bench.state.managed, true);
  const [renewed] = await bench.after(7_080_000);
  const { lifetime, metadata } = detailsOf(renewed);
  assert.deepEqual([lifetime, metadata], [7200, { by: 'hand' }], 'and goes on with what was said then');
  bench.cross('up', 'iotdevice-1/mgmt/unmanage', { reqId: 'enough' });
  bench.cross('down', 'iotdm-1/response', { rc: 409, reqId: 'enough' });
  assert.equal(bench.state.managed, true);
  bench.cross('up', 'iotdevice-1/mgmt/unmanage', { reqId: 'enough-2' });
  bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: 'enough-2' });
  assert.equal(bench.state.managed, false);
  assert.equal(bench.clock.pending, 0, 'and renews no more');
});

test('hears a location and the state of the firmware that the user publishes by hand', async () => {
  const bench = await AgentBench.managed('automatic');
  bench.cross('up', 'iotdevice-1/device/update/location', { d: { longitude: 8, latitude: 49 } });
  bench.cross('up', 'iotdevice-1/device/update/location', { d: { longitude: 9, latitude: 50 }, reqId: 'l' });
  bench.cross('down', 'iotdm-1/response', { rc: 400, reqId: 'l' });
  bench.cross('up', 'iotdevice-1/notify', { d: { fields: [{ field: 'mgmt.firmware', value: { state: 2 } }] } });
  bench.cross('up', 'iotdevice-1/notify', { d: { fields: [{ field: 'mgmt.firmware.updateStatus', value: 5 }] } });
  bench.cross('up', 'iotdevice-1/notify', { d: { fields: [{ field: 'mgmt.firmware', value: { state: 77, updateStatus: '1' } }] } });
  const [answer] = await bench.asked('iotdm-1/observe', {
    d: { fields: [{ field: 'location' }, { field: 'mgmt.firmware.updateStatus' }] },
    reqId: 'o',
  });
  assert.deepEqual(answer?.payload['d'], {
    fields: [
      { field: 'location', value: { longitude: 8, latitude: 49 } },
      { field: 'mgmt.firmware.updateStatus', value: 5 },
    ],
  });
  assert.equal(bench.state.firmware.state, 2);
});

test('an answer that the user publishes by hand settles the latest request with its reqId, and nothing follows', async () => {
  const bench = await AgentBench.managed('ask');
  await bench.asked('iotdm-1/observe', { d: { fields: [{ field: 'metadata' }] }, reqId: 'r' });
  await bench.asked('iotdm-1/mgmt/initiate/device/reboot', { reqId: 'r' });
  bench.cross('up', 'iotdevice-1/response', { rc: 202, reqId: 'r' });
  await settled();
  assert.equal(bench.pending.kind, 'dm.observe');
  assert.deepEqual(bench.restarts, []);
  bench.cross('up', 'iotdevice-1/response', { rc: 202, reqId: 'unknown' });
  assert.equal(bench.pending.kind, 'dm.observe');
});

test('an answer of the agent’s own settles nothing but the request that it is for', async () => {
  const bench = await AgentBench.managed('ask');
  await bench.asked('iotdm-1/observe', { d: { fields: [{ field: 'metadata' }] }, reqId: 'r' });
  await bench.asked('iotdm-1/cancel', { d: { fields: [{ field: 'metadata' }] }, reqId: 'r' });
  const [observe, cancel] = bench.state.pending;
  await bench.agent.answer(observe?.key ?? '', { rc: 200 });
  assert.deepEqual(bench.state.pending, [cancel]);
});

test('after a lost connection it manages again, and requests wait on', async () => {
  const bench = await AgentBench.managed('ask', { choice: { lifetimeSeconds: 3600 } });
  await bench.asked('iotdm-1/mgmt/initiate/device/reboot', { reqId: 'r' });
  bench.manageRc = 'silent';
  const asking = bench.agent.request({ kind: 'dm.manage' });
  bench.agent.disconnected(lost);
  await assert.rejects(asking, { message: 'lost' });
  assert.equal(bench.state.managed, false);
  assert.equal(bench.clock.pending, 1, 'only the time of the request that waits is counted');
  bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: 'id-2' });
  assert.equal(bench.state.managed, false, 'an answer of the connection before');
  bench.manageRc = 200;
  await bench.agent.connected();
  assert.equal(bench.state.managed, true);
  await bench.agent.answer(bench.pending.key, { rc: 500, message: 'too late' });
  assert.equal(bench.sent.at(-1)?.topic, 'iotdevice-1/response');
});

test('at the end of the session nothing waits and no timer is left', async () => {
  const bench = await AgentBench.managed('replies', { choice: { lifetimeSeconds: 3600 } });
  bench.agent.setReplies([{ on: 'dm.reboot', reply: { delay: 60_000 } }]);
  await bench.asked('iotdm-1/mgmt/initiate/device/reboot', { reqId: 'r' });
  bench.agent.setModes({ ...bench.agent.modes, 'dm.observe': 'ask' });
  await bench.asked('iotdm-1/observe', { reqId: 'o' });
  await bench.asked('iotdm-1/device/update', { d: { fields: [{ field: 'mgmt.firmware', value: { uri: 'http://a/b' } }] } });
  await bench.asked('iotdm-1/mgmt/initiate/firmware/download', { reqId: 'd' });
  assert.ok(bench.clock.pending >= 4);
  bench.agent.disconnected(lost);
  bench.agent.ended();
  assert.equal(bench.clock.pending, 0);
  assert.deepEqual(bench.state.pending, []);
});

test('a request whose time is over says so and can be answered all the same', async () => {
  const bench = await AgentBench.managed('ask');
  await bench.asked('iotdm-1/mgmt/initiate/device/reboot', { reqId: 'r' });
  await bench.after(119_999);
  assert.equal(bench.pending.expired, false);
  const { changes } = bench;
  await bench.after(1);
  assert.equal(bench.pending.expired, true);
  assert.equal(bench.changes, changes + 1);
  await bench.agent.answer(bench.pending.key, { rc: 202 });
  await settled();
  assert.deepEqual(bench.restarts, [{ pauseMs: 1_000, reason: 'The device restarts because the platform asked for it.' }]);
});

test('an answer that cannot be sent leaves the request pending, and nothing follows', async () => {
  const bench = await AgentBench.managed('ask');
  await bench.asked('iotdm-1/mgmt/initiate/device/reboot', { reqId: 'r' });
  bench.publishFails = lost;
  await assert.rejects(bench.agent.answer(bench.pending.key, { rc: 202 }), { message: 'lost' });
  assert.equal(bench.pending.reqId, 'r');
  assert.deepEqual(bench.restarts, []);
});

test('of more than 100 requests the oldest is dropped, and that is said', async () => {
  const bench = await AgentBench.managed('ask');
  for (let at = 0; at < 101; at++) bench.cross('down', 'iotdm-1/mgmt/initiate/device/reboot', { reqId: `r${at}` });
  assert.equal(bench.state.pending.length, 100);
  assert.equal(bench.state.pending[0]?.reqId, 'r1');
  assert.match(bench.state.note ?? '', /the oldest \(Reboot request, reqId r0\) was dropped/);
});

test('what a request says is shown safely and in short, and its reqId comes back whole', async () => {
  const bench = await AgentBench.managed('ask');
  const reqId = `r\ud800${'x'.repeat(5_000)}`;
  await bench.asked('iotdm-1/observe', { d: { fields: [{ field: `a\u0000\u202e${'\u{1f600}'.repeat(3_000)}` }] }, reqId });
  const { payload, reqId: shown, key } = bench.pending;
  assert.ok(payload.length <= 2_000 && payload.isWellFormed());
  assert.doesNotMatch(payload, /[\p{Cc}\u202e]/u);
  assert.ok(shown.length < 300);
  const long = `iotdm-1/mgmt/custom/acme/${'x'.repeat(5_000)}`;
  await bench.asked(long, { reqId: 'c' });
  assert.ok((bench.state.pending[1]?.topic.length ?? 0) < 300);
  await bench.agent.answer(key, { rc: 200 });
  assert.equal(bench.sent[0]?.payload['reqId'], reqId);
});

test('a key that was never given is refused', async () => {
  const bench = await AgentBench.managed('ask');
  await assert.rejects(bench.agent.answer('request-1', { rc: 200 }), isRefusal);
});
