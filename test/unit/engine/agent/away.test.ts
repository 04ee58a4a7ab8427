import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AgentBench, everyMode, settled, type Sent } from './agentBench.ts';

const lost = new Error('lost');
const reboot = 'iotdm-1/mgmt/initiate/device/reboot';
const about = { d: { fields: [{ field: 'mgmt.firmware' }] } };

/** In short: the last level of a topic with its reqId, or the state of the firmware. */
function short({ topic, payload }: Sent): unknown {
  if (!topic.endsWith('/notify')) return `${topic.split('/').at(-1)} ${String(payload['reqId'])}`;
  return (payload['d'] as { fields: readonly { value: unknown }[] }).fields[0]?.value;
}

test('what arrives before the subscriptions are there is answered as soon as they are, in order and with all that follows', async () => {
  const bench = new AgentBench({ choice: { answers: everyMode('automatic') } });
  const image = { uri: 'http://a/b', version: '2', name: 'n', verifier: '', state: 0, updateStatus: 0 };
  bench.cross('down', 'iotdm-1/device/update', { d: { fields: [{ field: 'mgmt.firmware', value: image }] }, reqId: 'A' });
  bench.cross('down', 'iotdm-1/observe', { ...about, reqId: 'B' });
  bench.cross('down', 'iotdm-1/mgmt/initiate/firmware/download', { reqId: 'C' });
  await settled();
  assert.deepEqual(bench.sent, []);
  assert.equal(bench.state.firmware.uri, '', 'nothing is done that could not be answered');
  await bench.agent.connected();
  assert.deepEqual(bench.sent.map(short), ['response A', 'response B', 'response C', { state: 1 }, 'manage id-1']);
  assert.deepEqual((await bench.after(5_000)).map(short), [{ state: 2 }]);
});

test('an answer that did not leave does so when the connection is back; what follows waits for that', async () => {
  const bench = await AgentBench.managed('automatic');
  bench.publishFails = lost;
  assert.deepEqual(await bench.asked(reboot, { reqId: 'r' }), []);
  assert.match(bench.state.note ?? '', /^The answer to Reboot request did not leave: lost/);
  bench.agent.disconnected(lost);
  bench.publishFails = undefined;
  assert.deepEqual(bench.restarts, [], 'nobody restarts who could not say so');
  await bench.agent.connected();
  assert.deepEqual(bench.sent.map(short), ['response r', 'manage id-2']);
  assert.equal(bench.restarts.length, 1);
  assert.deepEqual(await bench.asked(reboot, { reqId: 'r' }, { dup: true }), [], 'and it is answered once');
});

test('an answer that is due while the connection is away leaves when it is back', async () => {
  const bench = await AgentBench.managed('replies');
  bench.agent.setReplies([{ on: 'dm.observe', reply: { delay: 1_000 } }]);
  await bench.asked('iotdm-1/observe', { ...about, reqId: 'o' });
  bench.agent.disconnected(lost);
  assert.deepEqual(await bench.after(1_000), []);
  assert.deepEqual(bench.state.observed, []);
  await bench.agent.connected();
  assert.deepEqual(bench.sent.map(short), ['response o', 'manage id-2']);
  assert.deepEqual(bench.state.observed, ['mgmt.firmware']);
});

test('an answer for which nobody waits any more does not leave, nothing is done, and that is said', async () => {
  const bench = await AgentBench.managed('automatic');
  bench.agent.disconnected(lost);
  await bench.asked(reboot, { reqId: 'r' });
  await bench.after(120_000);
  bench.manageRc = 'silent';
  const back = bench.agent.connected();
  assert.match(bench.state.note ?? '', /^Reboot request was not answered/);
  assert.deepEqual(bench.sent.map(short), ['manage id-2']);
  bench.agent.disconnected(lost);
  await assert.rejects(back);
  assert.deepEqual(bench.restarts, []);
});

test('however much is asked while the device is away, what is kept is bounded, and nothing is left at the end', async () => {
  const bench = await AgentBench.managed('automatic');
  bench.agent.disconnected(lost);
  const large = { d: { fields: [{ field: 'x'.repeat(100_000) }] } };
  for (let at = 0; at < 100; at++) bench.cross('down', 'iotdm-1/observe', { ...large, reqId: `r${at}` });
  await bench.agent.connected();
  const answers = bench.sent.filter(({ topic }) => topic.endsWith('/response')).map(({ payload }) => payload['reqId']);
  assert.deepEqual(answers, ['r95', 'r96', 'r97', 'r98', 'r99']);
  bench.agent.disconnected(lost);
  await bench.asked(reboot, { reqId: 'last' });
  bench.agent.ended();
  assert.equal(bench.clock.pending, 0);
});

test('the user cannot answer while the device is away, and nothing is done before', async () => {
  const bench = await AgentBench.managed('ask');
  await bench.asked('iotdm-1/observe', { ...about, reqId: 'o' });
  const { key } = bench.pending;
  bench.agent.disconnected(lost);
  await assert.rejects(bench.agent.answer(key, { rc: 200 }), /The device is not connected now/);
  assert.deepEqual(bench.state.observed, []);
  await bench.agent.connected();
  await bench.agent.answer(key, { rc: 200 });
  assert.deepEqual(bench.state.observed, ['mgmt.firmware']);
});

test('what is right for a firmware action that waits changes with the firmware; an update of nothing says so', async () => {
  const bench = await AgentBench.managed('ask');
  await bench.asked('iotdm-1/mgmt/initiate/firmware/update', { reqId: 'u' });
  assert.equal(bench.pending.usual, 400);
  bench.cross('up', 'iotdevice-1/notify', { d: { fields: [{ field: 'mgmt.firmware', value: { state: 2 } }] } });
  assert.equal(bench.pending.usual, 202);
  bench.cross('up', 'iotdevice-1/notify', { d: { fields: [{ field: 'mgmt.firmware', value: { state: 0 } }] } });
  await bench.agent.answer(bench.pending.key, { rc: 202 });
  await bench.after(5_000);
  assert.equal(bench.state.firmware.note, 'The update was simulated. No image had been downloaded.');
});
