import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answeredKinds, type AnsweredKind } from '../../../../src/replies/answerMode.ts';
import type { JsonObject } from '../../../../src/rpc/device/deviceState.ts';
import { kindNamed } from '../../../../src/wiotp/catalog.ts';
import { buildTopic } from '../../../../src/wiotp/topic.ts';
import { AgentBench } from './agentBench.ts';

const topicOf = (kind: AnsweredKind): string => buildTopic(kind, { bundleId: 'acme', actionId: 'wink' });

/** A firmware that is there to be downloaded, in a state. */
const image = (state: number): JsonObject => ({
  version: '2.0',
  name: 'n',
  uri: 'http://127.0.0.1/i',
  verifier: '',
  state,
  updateStatus: 0,
});

/** The correct answers: what was written into mgmt.firmware before, the request's `d`, and the answer without its reqId. */
const correct: readonly {
  readonly name: string;
  readonly kind: AnsweredKind;
  readonly supports?: 'nothing';
  readonly firmware?: JsonObject;
  readonly d?: unknown;
  readonly answer: JsonObject;
}[] = [
  { name: 'reboot', kind: 'dm.reboot', answer: { rc: 202 } },
  {
    name: 'reboot that is not supported',
    kind: 'dm.reboot',
    supports: 'nothing',
    answer: { rc: 501, message: 'The device does not support reboot and factory reset.' },
  },
  { name: 'factory reset', kind: 'dm.factoryReset', answer: { rc: 202 } },
  {
    name: 'factory reset that is not supported',
    kind: 'dm.factoryReset',
    supports: 'nothing',
    answer: { rc: 501, message: 'The device does not support reboot and factory reset.' },
  },
  { name: 'download', kind: 'dm.firmwareDownload', firmware: image(0), answer: { rc: 202 } },
  {
    name: 'download without uri',
    kind: 'dm.firmwareDownload',
    answer: { rc: 400, message: 'mgmt.firmware has no uri to download from.' },
  },
  {
    name: 'download of what is downloaded',
    kind: 'dm.firmwareDownload',
    firmware: image(2),
    answer: { rc: 400, message: 'The state is 2; a download begins at 0 (idle).' },
  },
  {
    name: 'download that is not supported',
    kind: 'dm.firmwareDownload',
    supports: 'nothing',
    firmware: image(0),
    answer: { rc: 501, message: 'The device does not support firmware actions.' },
  },
  { name: 'update', kind: 'dm.firmwareUpdate', firmware: image(2), answer: { rc: 202 } },
  {
    name: 'update of nothing',
    kind: 'dm.firmwareUpdate',
    firmware: image(0),
    answer: { rc: 400, message: 'The state is 0; an update begins at 2 (downloaded).' },
  },
  {
    name: 'update that is not supported',
    kind: 'dm.firmwareUpdate',
    supports: 'nothing',
    firmware: image(2),
    answer: { rc: 501, message: 'The device does not support firmware actions.' },
  },
  { name: 'custom action', kind: 'dm.customAction', d: { fields: [{ field: 'times', value: 3 }] }, answer: { rc: 200 } },
  {
    name: 'custom action of another package',
    kind: 'dm.customAction',
    supports: 'nothing',
    answer: { rc: 501, message: 'The device does not support this package.' },
  },
  { name: 'update of metadata', kind: 'dm.deviceUpdate', d: { fields: [{ field: 'metadata', value: { room: 1 } }] }, answer: { rc: 204 } },
  {
    name: 'update of something unknown',
    kind: 'dm.deviceUpdate',
    d: {
      fields: [
        { field: 'metadata', value: {} },
        { field: 'mood', value: 1 },
      ],
    },
    answer: { rc: 404, message: 'The device has no such attribute.', d: { fields: [{ field: 'mood' }] } },
  },
  {
    name: 'update with a latitude that there is not',
    kind: 'dm.deviceUpdate',
    d: { fields: [{ field: 'location', value: { latitude: 100, longitude: 95 } }] },
    answer: { rc: 400, message: 'd.fields[0].value.latitude is 100; it must be 90 or less.' },
  },
  {
    name: 'update of nothing at all',
    kind: 'dm.deviceUpdate',
    answer: { rc: 400, message: 'The request names no attribute.' },
  },
  {
    name: 'observe',
    kind: 'dm.observe',
    firmware: image(0),
    d: { fields: [{ field: 'mgmt.firmware.state' }, { field: 'metadata' }] },
    answer: {
      rc: 200,
      d: {
        fields: [
          { field: 'mgmt.firmware.state', value: 0 },
          { field: 'metadata', value: {} },
        ],
      },
    },
  },
  {
    name: 'observe of something unknown',
    kind: 'dm.observe',
    d: { fields: [{ field: 'metadata' }, { field: 'mood' }] },
    answer: { rc: 404, message: 'The device has no such attribute.', d: { fields: [{ field: 'mood' }] } },
  },
  { name: 'observe of nothing', kind: 'dm.observe', answer: { rc: 500, message: 'The request names no attribute.' } },
  { name: 'cancel', kind: 'dm.cancel', d: { fields: [{ field: 'mgmt.firmware' }] }, answer: { rc: 200 } },
  { name: 'cancel of nothing', kind: 'dm.cancel', answer: { rc: 500, message: 'The request names no attribute.' } },
];

const claims = { deviceActions: true, firmwareActions: true, bundles: ['acme'] };
const noClaims = { deviceActions: false, firmwareActions: false, bundles: [] };

for (const { name, kind, supports, firmware, d, answer } of correct) {
  const payload = { ...(d === undefined ? {} : { d }), reqId: 'r' };
  const choice = { supports: supports === 'nothing' ? noClaims : claims };
  const prepare = async (bench: AgentBench): Promise<void> => {
    if (firmware === undefined) return;
    const before = bench.agent.modes;
    bench.agent.setModes({ ...before, 'dm.deviceUpdate': 'automatic' });
    await bench.asked('iotdm-1/device/update', { d: { fields: [{ field: 'mgmt.firmware', value: firmware }] } });
    bench.agent.setModes(before);
  };

  test(`automatic: ${name} is answered with ${String(answer['rc'])}`, async () => {
    const bench = await AgentBench.managed('automatic', { choice });
    await prepare(bench);
    const sent = await bench.asked(topicOf(kind), payload);
    assert.deepEqual(sent[0], { topic: 'iotdevice-1/response', payload: { ...answer, reqId: 'r' } });
    assert.equal(sent.filter(({ topic }) => topic === 'iotdevice-1/response').length, 1);
    assert.ok(
      kindNamed(kind).answer?.codes.some(({ rc }) => rc === answer['rc']),
      'a code that is legal for the kind',
    );
    assert.deepEqual(bench.state.pending, []);
  });

  test(`automatic without a rule for it: ${name}`, async () => {
    const bench = await AgentBench.managed('replies', { choice });
    await prepare(bench);
    const sent = await bench.asked(topicOf(kind), payload);
    assert.deepEqual(sent[0]?.payload, { ...answer, reqId: 'r' });
  });

  test(`ask: ${name} waits, and is answered once`, async () => {
    const bench = await AgentBench.managed('ask', { choice });
    await prepare(bench);
    assert.deepEqual(await bench.asked(topicOf(kind), payload), []);
    const { key, received, expires, expired, ...shown } = bench.pending;
    const { title } = kindNamed(kind);
    const usual = answer['rc'];
    assert.deepEqual(shown, { reqId: 'r', kind, title, topic: topicOf(kind), payload: JSON.stringify(payload), usual });
    assert.deepEqual([expires - received, expired], [120_000, false]);
    await bench.agent.answer(key, answer as { rc: number });
    assert.deepEqual(bench.sent[0], { topic: 'iotdevice-1/response', payload: { ...answer, reqId: 'r' } });
    assert.deepEqual(bench.state.pending, []);
    await assert.rejects(bench.agent.answer(key, { rc: 200 }), /does not wait for an answer any more/);
  });
}

for (const kind of answeredKinds) {
  test(`replies: ${kind} is answered as the first rule that fits says, and nothing follows from a refusal`, async () => {
    const bench = await AgentBench.managed('replies', { choice: { supports: claims } });
    bench.agent.setReplies([
      { on: kind, when: { payload: { reqId: 'other' } }, reply: { rc: 409 } },
      { on: kind, times: 1, reply: { rc: 500, message: 'broken', delay: 3_000 } },
      { on: kind, reply: { silent: true } },
    ]);
    const payload = { d: { fields: [{ field: 'metadata', value: { changed: true } }] }, reqId: 'r' };
    assert.deepEqual(await bench.asked(topicOf(kind), payload), []);
    assert.deepEqual(await bench.after(2_999), []);
    assert.deepEqual(await bench.after(1), [{ topic: 'iotdevice-1/response', payload: { rc: 500, message: 'broken', reqId: 'r' } }]);
    assert.deepEqual(await bench.asked(topicOf(kind), { ...payload, reqId: 's' }), [], 'silent');
    assert.deepEqual(bench.restarts, []);
    assert.deepEqual(bench.state.observed, []);
    assert.equal(bench.state.firmware.state, 0);
  });
}

test('what an accepted request changes is there for the next one', async () => {
  const bench = await AgentBench.managed('automatic');
  bench.cross('down', 'iotdm-1/device/update', { d: { fields: [{ field: 'metadata', value: { room: 7 } }] }, reqId: 'a' });
  bench.cross('down', 'iotdm-1/observe', { d: { fields: [{ field: 'metadata' }] }, reqId: 'b' });
  assert.deepEqual(bench.sent[1]?.payload['d'], { fields: [{ field: 'metadata', value: { room: 7 } }] });
});

test('a device update without a reqId is carried out and not answered, whatever the mode', async () => {
  for (const mode of ['ask', 'automatic', 'replies'] as const) {
    const bench = await AgentBench.managed(mode);
    const location = { longitude: 8, latitude: 49 };
    assert.deepEqual(await bench.asked('iotdm-1/device/update', { d: { fields: [{ field: 'location', value: location }] } }), []);
    bench.agent.setModes({ ...bench.agent.modes, 'dm.observe': 'automatic' });
    const [answer] = await bench.asked('iotdm-1/observe', { d: { fields: [{ field: 'location' }] }, reqId: 'r' });
    assert.deepEqual(answer?.payload['d'], { fields: [{ field: 'location', value: location }] });
  }
});

test('other requests without a reqId cannot be asked about, and that is said', async () => {
  const bench = await AgentBench.managed('ask');
  await bench.asked('iotdm-1/mgmt/initiate/device/reboot', {});
  await bench.asked('iotdm-1/mgmt/initiate/device/reboot', { reqId: 7 });
  await bench.asked('iotdm-1/mgmt/initiate/device/reboot', 'no JSON');
  assert.deepEqual(bench.state.pending, []);
  assert.equal(bench.state.note, 'Reboot request came without a reqId, so it could not be answered and nothing was done.');
  const automatic = await AgentBench.managed('automatic');
  assert.deepEqual(await automatic.asked('iotdm-1/mgmt/initiate/device/reboot', {}), []);
  assert.equal(automatic.restarts.length, 1, 'by itself the device acts and says nothing');
});

for (const mode of ['ask', 'automatic', 'replies'] as const) {
  test(`${mode}: a request that is delivered again is one request, and a reqId that is used again is two`, async () => {
    const bench = await AgentBench.managed(mode);
    const observe = { d: { fields: [{ field: 'metadata' }] }, reqId: 'r' };
    const count = (): number => bench.sent.length + bench.state.pending.length;
    await bench.asked('iotdm-1/observe', observe);
    await bench.asked('iotdm-1/observe', observe, { dup: true });
    assert.equal(count(), 1);
    await bench.asked('iotdm-1/cancel', observe);
    assert.equal(count(), 2, 'another topic is another request');
    await bench.asked('iotdm-1/cancel', observe);
    assert.equal(count(), mode === 'ask' ? 2 : 3, 'of two that wait under the same name, only the later can be answered');
    await bench.asked('iotdm-1/mgmt/initiate/firmware/download', { reqId: 'first seen as a duplicate' }, { dup: true });
    assert.equal(count(), mode === 'ask' ? 3 : 4);
  });
}

test('another mode counts for later requests only', async () => {
  const bench = await AgentBench.managed('ask');
  await bench.asked('iotdm-1/mgmt/initiate/device/reboot', { reqId: 'r' });
  bench.agent.setModes({ ...bench.agent.modes, 'dm.reboot': 'automatic' });
  assert.equal(bench.pending.reqId, 'r');
  await bench.asked('iotdm-1/mgmt/initiate/device/reboot', { reqId: 's' });
  assert.deepEqual(bench.sent, [{ topic: 'iotdevice-1/response', payload: { rc: 202, reqId: 's' } }]);
});
