import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../../src/rpc/device/deviceState.ts';
import { AgentBench, detailsOf, settled, type Sent } from './agentBench.ts';

const field = 'mgmt.firmware';
const observe = { d: { fields: [{ field }] }, reqId: 'B' };
const lost = new Error('lost');

/** A bench whose firmware was written and is observed. */
async function prepared(value: JsonObject, mode: 'automatic' | 'replies' | 'ask' = 'automatic'): Promise<AgentBench> {
  const bench = await AgentBench.managed('automatic', { choice: { download: { real: false, seconds: 5, maxBytes: 1_000 } } });
  await bench.asked('iotdm-1/device/update', { d: { fields: [{ field, value }] }, reqId: 'A' });
  await bench.asked('iotdm-1/observe', observe);
  bench.sent.length = 0;
  bench.agent.setModes({ ...bench.agent.modes, 'dm.firmwareDownload': mode, 'dm.firmwareUpdate': mode });
  return bench;
}

/** What was sent, in short: rc of an answer, values of a report, `manage`. */
function short(sent: readonly Sent[]): readonly unknown[] {
  return sent.map(({ topic, payload }) => {
    if (topic === 'iotdevice-1/mgmt/manage') return 'manage';
    if (topic === 'iotdevice-1/response') return payload['rc'];
    const { fields } = payload['d'] as { fields: { field: string; value: unknown }[] };
    return fields.length === 1 && fields[0]?.field === field ? fields[0].value : fields;
  });
}

const image = { version: '2.0', name: 'image', uri: 'http://images.example/i', verifier: '', state: 0, updateStatus: 0 };
const download = 'iotdm-1/mgmt/initiate/firmware/download';
const update = 'iotdm-1/mgmt/initiate/firmware/update';

test('a download: 202, state 1, and state 2 when its time is over', async () => {
  const bench = await prepared(image);
  assert.deepEqual(short(await bench.asked(download, { reqId: 'C' })), [202, { state: 1 }]);
  await bench.after(2_500);
  assert.equal(bench.state.firmware.progress, 0.5);
  assert.deepEqual(short(await bench.after(2_499)), []);
  assert.deepEqual(short(await bench.after(1)), [{ state: 2 }]);
  const { progress, state, note } = bench.state.firmware;
  assert.deepEqual([progress, state], [undefined, 2]);
  assert.match(note ?? '', /simulated/);
});

test('an update: 202, updateStatus 1, success, and a Manage request with the new version', async () => {
  const bench = await prepared({ ...image, state: 2 });
  assert.deepEqual(short(await bench.asked(update, { reqId: 'C' })), [202, { updateStatus: 1 }]);
  assert.deepEqual(short(await bench.after(5_000)), [{ state: 0, updateStatus: 0 }, 'manage']);
  const { deviceInfo } = detailsOf(bench.sent.at(-1));
  assert.equal(deviceInfo['fwVersion'], '2.0');
});

for (const failure of [2, 3, 4, 5, 6]) {
  for (const [what, mode] of [
    ['a rule', 'replies'],
    ['the user', 'ask'],
  ] as const) {
    test(`a download ends with updateStatus ${failure} when ${what} says so`, async () => {
      const bench = await prepared(image, mode);
      bench.agent.setReplies([{ on: 'dm.firmwareDownload', reply: { updateStatus: failure } }]);
      const asked = await bench.asked(download, { reqId: 'C' });
      if (mode === 'ask') await bench.agent.answer(bench.pending.key, { rc: 202, updateStatus: failure });
      else assert.deepEqual(short(asked), [202, { state: 1 }]);
      assert.deepEqual(short(bench.sent), [202, { state: 1 }]);
      assert.deepEqual(short(await bench.after(5_000)), [{ state: 0, updateStatus: failure }]);
      bench.agent.setModes({ ...bench.agent.modes, 'dm.firmwareDownload': 'automatic' });
      assert.deepEqual(
        short(await bench.asked(download, { reqId: 'D' })),
        [202, { state: 1, updateStatus: 0 }],
        'and it can be tried again',
      );
    });

    test(`an update ends with updateStatus ${failure} when ${what} says so`, async () => {
      const bench = await prepared({ ...image, state: 2 }, mode);
      bench.agent.setReplies([{ on: 'dm.firmwareUpdate', reply: { rc: 202, updateStatus: failure } }]);
      await bench.asked(update, { reqId: 'C' });
      if (mode === 'ask') await bench.agent.answer(bench.pending.key, { rc: 202, updateStatus: failure });
      assert.deepEqual(short(bench.sent), [202, { updateStatus: 1 }]);
      assert.deepEqual(short(await bench.after(5_000)), [{ updateStatus: failure }]);
      assert.equal(bench.state.firmware.state, 2, 'the image is still there');
    });
  }
}

test('an address that is none ends with updateStatus 6', async () => {
  const bench = await prepared({ ...image, uri: 'somewhere' });
  await bench.asked(download, { reqId: 'C' });
  assert.deepEqual(short(await bench.after(5_000)), [{ state: 0, updateStatus: 6 }]);
});

test('a second request while one is under way is refused, also when it comes at once', async () => {
  const bench = await prepared(image);
  bench.cross('down', download, { reqId: 'C' });
  bench.cross('down', download, { reqId: 'D' });
  await settled();
  assert.deepEqual(short(bench.sent), [202, { state: 1 }, 400]);
  await bench.after(5_000);
  bench.sent.length = 0;
  bench.cross('down', update, { reqId: 'E' });
  bench.cross('down', update, { reqId: 'F' });
  await settled();
  assert.deepEqual(short(bench.sent), [202, { updateStatus: 1 }, 400]);
});

test('an observation that is cancelled during the download ends the reports and not the download', async () => {
  const bench = await prepared(image);
  await bench.asked(download, { reqId: 'C' });
  assert.deepEqual(short(await bench.asked('iotdm-1/cancel', { ...observe, reqId: 'D' })), [200]);
  assert.deepEqual(short(await bench.after(5_000)), []);
  assert.equal(bench.state.firmware.state, 2);
  const [answer] = await bench.asked('iotdm-1/observe', { d: { fields: [{ field: 'mgmt.firmware.state' }] }, reqId: 'E' });
  assert.deepEqual(answer?.payload['d'], { fields: [{ field: 'mgmt.firmware.state', value: 2 }] });
});

test('of a single member that is observed, only that is reported', async () => {
  const bench = await AgentBench.managed('automatic');
  await bench.asked('iotdm-1/device/update', { d: { fields: [{ field, value: { ...image, state: 2 } }] } });
  await bench.asked('iotdm-1/observe', { d: { fields: [{ field: 'mgmt.firmware.state' }, { field: 'deviceInfo' }] }, reqId: 'B' });
  bench.sent.length = 0;
  assert.deepEqual(short(await bench.asked(update, { reqId: 'C' })), [202]);
  assert.deepEqual(short(await bench.after(5_000)), [
    [{ field: 'mgmt.firmware.state', value: 0 }],
    [{ field: 'deviceInfo', value: { fwVersion: '2.0' } }],
    'manage',
  ]);
});

test('a lost connection ends a download with updateStatus 3, which is reported when the device is back', async () => {
  const bench = await prepared(image);
  await bench.asked(download, { reqId: 'C' });
  bench.sent.length = 0;
  bench.publishFails = lost;
  bench.agent.disconnected(lost);
  await settled();
  assert.deepEqual([bench.state.firmware.state, bench.state.firmware.updateStatus], [0, 3]);
  assert.match(bench.state.firmware.note ?? '', /connection was lost/);
  bench.publishFails = undefined;
  await bench.agent.connected();
  assert.deepEqual(short(bench.sent), ['manage', { state: 0, updateStatus: 3 }]);
  assert.deepEqual(await bench.after(60_000), []);
});

test('an update goes on without the connection, and all that it has to report goes in one message afterwards', async () => {
  const bench = await prepared({ ...image, state: 2 });
  await bench.asked(update, { reqId: 'C' });
  bench.sent.length = 0;
  bench.publishFails = lost;
  bench.agent.disconnected(lost);
  assert.deepEqual(await bench.after(5_000), []);
  bench.publishFails = undefined;
  await bench.agent.connected();
  assert.deepEqual(short(bench.sent), ['manage', { state: 0, updateStatus: 0 }]);
});

test('the platform can write the firmware anew at any time, in part and as url; what was under way ends', async () => {
  const bench = await prepared(image);
  await bench.asked(download, { reqId: 'C' });
  bench.sent.length = 0;
  const written = await bench.asked('iotdm-1/device/update', {
    d: { fields: [{ field, value: { url: 'http://other/', state: 1 } }] },
    reqId: 'D',
  });
  assert.deepEqual(short(written), [204]);
  assert.deepEqual(await bench.after(60_000), []);
  const { uri, state, version } = bench.state.firmware;
  assert.deepEqual([uri, state, version], ['http://other/', 0, '2.0']);
  await bench.asked('iotdm-1/device/update', { d: { fields: [{ field: 'mgmt.firmware.state', value: 2 }] }, reqId: 'E' });
  assert.equal(bench.state.firmware.state, 2);
});

test('a rule that accepts what a correct device refuses is followed', async () => {
  const bench = await prepared({ ...image, state: 2 }, 'replies');
  bench.agent.setReplies([{ on: 'dm.firmwareDownload', reply: { rc: 202 } }]);
  assert.deepEqual(short(await bench.asked(download, { reqId: 'C' })), [202, { state: 1 }]);
  assert.deepEqual(short(await bench.after(5_000)), [{ state: 2 }]);
});

test('factory reset forgets firmware, metadata, location and what is observed; reboot forgets nothing', async () => {
  const bench = await prepared(image);
  const changed = [
    { field: 'metadata', value: { room: 1 } },
    { field: 'location', value: { longitude: 1, latitude: 2 } },
    { field: 'deviceInfo', value: { model: 'other' } },
  ];
  await bench.asked('iotdm-1/device/update', { d: { fields: changed }, reqId: 'C' });
  for (const [topic, forgets] of [
    ['iotdm-1/mgmt/initiate/device/reboot', false],
    ['iotdm-1/mgmt/initiate/device/factory_reset', true],
  ] as const) {
    bench.sent.length = 0;
    assert.deepEqual(short(await bench.asked(topic, { reqId: 'D' })), [202]);
    assert.equal(bench.restarts.length, forgets ? 2 : 1);
    assert.equal(bench.restarts.at(-1)?.pauseMs, 1_000);
    bench.agent.disconnected(lost);
    await bench.agent.connected();
    assert.equal(bench.state.managed, true);
    const { metadata, deviceInfo } = detailsOf(bench.sent.at(-1));
    assert.deepEqual([metadata, deviceInfo['model']], forgets ? [{}, 'Simulated device'] : [{ room: 1 }, 'other']);
    assert.equal(bench.state.firmware.uri, forgets ? '' : image.uri);
    assert.deepEqual(bench.state.observed, forgets ? [] : [field]);
    const [answer] = await bench.asked('iotdm-1/observe', { d: { fields: [{ field: 'location' }] }, reqId: 'E' });
    assert.equal(answer?.payload['rc'], forgets ? 404 : 200);
    await bench.asked('iotdm-1/cancel', { d: { fields: [{ field: 'location' }] }, reqId: 'F' });
  }
});

test('after a restart it manages even if the profile leaves that to the user', async () => {
  const bench = await AgentBench.managed('automatic', { choice: { automatic: false } });
  await bench.asked('iotdm-1/mgmt/initiate/device/reboot', { reqId: 'r' });
  bench.agent.disconnected(lost);
  await bench.agent.connected();
  assert.deepEqual(short(bench.sent), [202, 'manage']);
});
