import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintObjection } from '../../../../src/rpc/lintObjection.ts';
import type { DeviceRequest } from '../../../../src/rpc/device/deviceRequest.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { AgentBench, detailsOf, settled } from './agentBench.ts';

/** Every request of the user's, with the topic it goes to and its payload without reqId. */
const requests: readonly { readonly request: DeviceRequest; readonly topic: string }[] = [
  { request: { kind: 'dm.manage', d: { lifetime: 0 } }, topic: 'iotdevice-1/mgmt/manage' },
  { request: { kind: 'dm.unmanage' }, topic: 'iotdevice-1/mgmt/unmanage' },
  { request: { kind: 'dm.location', d: { longitude: 8.68, latitude: 49.41 } }, topic: 'iotdevice-1/device/update/location' },
  { request: { kind: 'dm.addErrorCode', d: { errorCode: 17 } }, topic: 'iotdevice-1/add/diag/errorCodes' },
  { request: { kind: 'dm.clearErrorCodes' }, topic: 'iotdevice-1/clear/diag/errorCodes' },
  {
    request: { kind: 'dm.addLog', d: { message: 'Trace', timestamp: '2026-03-01T10:00:00Z', severity: 0 } },
    topic: 'iotdevice-1/add/diag/log',
  },
  { request: { kind: 'dm.clearLog' }, topic: 'iotdevice-1/clear/diag/log' },
  { request: { kind: 'dm.notify', d: { fields: [{ field: 'mgmt.firmware', value: { state: 2 } }] } }, topic: 'iotdevice-1/notify' },
];

for (const { request, topic } of requests) {
  for (const device of [undefined, { typeId: 'valve', deviceId: 'v-1' }]) {
    const long = (short: string): string => (device === undefined ? short : short.replace('-1/', '-1/type/valve/id/v-1/'));

    test(`${request.kind} ${device === undefined ? 'of the device itself' : 'on behalf of a device'} is sent and answered`, async () => {
      const bench = await AgentBench.managed('ask', { gateway: device !== undefined });
      bench.manageRc = 'silent';
      const asking = bench.agent.request({ ...request, ...(device === undefined ? {} : { device }) });
      const { d } = request;
      assert.deepEqual(bench.sent, [{ topic: long(topic), payload: { ...(d === undefined ? {} : { d }), reqId: 'id-2' } }]);
      bench.cross('down', long('iotdm-1/response'), { rc: 409, message: 'later', reqId: 'id-2' });
      assert.deepEqual(await asking, { rc: 409, message: 'later' });
    });
  }

  test(`${request.kind} without an answer within 10 s is a refusal that names it`, async () => {
    const bench = await AgentBench.managed('ask');
    bench.manageRc = 'silent';
    const asking = bench.agent.request(request);
    bench.clock.advance(10_000);
    await assert.rejects(asking, (error) => isRefusal(error) && /^The platform did not answer the .+ within 10 s\.$/.test(error.message));
  });
}

test('a Manage request without details says what the device is', async () => {
  const bench = new AgentBench({ choice: { automatic: false, lifetimeSeconds: 3600 } });
  assert.deepEqual(await bench.agent.request({ kind: 'dm.manage' }), { rc: 200 });
  assert.equal(detailsOf(bench.sent[0]).lifetime, 3600);
  assert.equal(bench.state.managed, true);
});

test('a location that was accepted is the device’s location, and one that was refused is not', async () => {
  const bench = await AgentBench.managed('automatic');
  for (const [longitude, rc] of [
    [8, 200],
    [9, 409],
  ] as const) {
    const asking = bench.agent.request({ kind: 'dm.location', d: { longitude, latitude: 49 } });
    bench.cross('down', 'iotdm-1/response', { rc, reqId: bench.sent.at(-1)?.payload['reqId'] });
    await asking;
  }
  const [answer] = await bench.asked('iotdm-1/observe', { d: { fields: [{ field: 'location' }] }, reqId: 'o' });
  assert.deepEqual(answer?.payload['d'], { fields: [{ field: 'location', value: { longitude: 8, latitude: 49 } }] });
});

test('the linter objects before anything leaves, and only to errors', async () => {
  const bench = await AgentBench.managed('ask');
  const wrong: DeviceRequest = { kind: 'dm.location', d: { longitude: 8, latitude: 149 } };
  await assert.rejects(bench.agent.request(wrong), (error) => {
    assert.ok(isRefusal(error));
    assert.equal(error.rule, lintObjection);
    assert.match(error.message, /latitude is 149.*\([a-z]+\/[a-z-]+\)/);
    assert.match(error.advice, /send it anyway/);
    return true;
  });
  assert.equal(bench.sent.length, 0);
  const asking = bench.agent.request({ ...wrong, anyway: true });
  bench.cross('down', 'iotdm-1/response', { rc: 400, reqId: bench.sent[0]?.payload['reqId'] });
  assert.deepEqual(await asking, { rc: 400 });
  assert.equal(bench.sent[0]?.note?.what, 'forced');
  assert.match(bench.sent[0]?.note?.reason ?? '', /^It was sent although the linter objects\. /);
});

test('who insists on what is right sends it unmarked', async () => {
  const bench = await AgentBench.managed('ask');
  const asking = bench.agent.request({ kind: 'dm.clearLog', anyway: true });
  bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: bench.sent[0]?.payload['reqId'] });
  await asking;
  assert.equal(bench.sent[0]?.note, undefined);
});

test('the linter objects to an answer that is wrong for its request, which waits on', async () => {
  const bench = await AgentBench.managed('ask');
  await bench.asked('iotdm-1/mgmt/initiate/device/reboot', { reqId: 'r' });
  const { key } = bench.pending;
  await assert.rejects(
    bench.agent.answer(key, { rc: 500, d: { fields: [{}] } }),
    (error) => isRefusal(error) && error.rule === lintObjection,
  );
  assert.equal(bench.pending.key, key);
  await bench.agent.answer(key, { rc: 500, d: { fields: [{}] }, anyway: true });
  assert.equal(bench.sent[0]?.note?.what, 'forced');
  await settled();
  assert.deepEqual(bench.restarts, [], 'nothing follows from a refusal');
});

test('what cannot be written as JSON, or is too large, is refused and not sent', async () => {
  const bench = await AgentBench.managed('ask');
  let deep: Record<string, unknown> = {};
  for (let level = 0; level < 20_000; level++) deep = { deep };
  await assert.rejects(bench.agent.request({ kind: 'dm.manage', d: { metadata: deep } }), isRefusal);
  await assert.rejects(bench.agent.request({ kind: 'dm.manage', d: { metadata: { a: 'x'.repeat(140_000) } } }), { code: 287 });
  assert.deepEqual(bench.sent, []);
});

test('a device speaks for no other, and a gateway for none without a proper name', async () => {
  const device = await AgentBench.managed('ask');
  await assert.rejects(device.agent.request({ kind: 'dm.clearLog', device: { typeId: 'valve', deviceId: 'v-1' } }), isRefusal);
  const gateway = await AgentBench.managed('ask', { gateway: true });
  await assert.rejects(gateway.agent.request({ kind: 'dm.clearLog', device: { typeId: 'a/b', deviceId: '+' } }), isRefusal);
  assert.deepEqual([...device.sent, ...gateway.sent], []);
});
