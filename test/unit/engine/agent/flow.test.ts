import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../../src/rpc/device/deviceState.ts';
import { asDevice } from '../../../support/platform/testPlatform.ts';
import { until } from '../../../support/until.ts';
import { FlowBench, type Step } from './flowBench.ts';

const field = 'mgmt.firmware';
const uri = 'http://images.example.com/a.bin';
const parameters = [
  { name: 'uri', value: uri },
  { name: 'name', value: 'image' },
  { name: 'version', value: '2.0' },
  { name: 'verifier', value: 'abc' },
];

const image = { version: '2.0', name: 'image', uri, verifier: 'abc' };
const written = (state: number): JsonObject => ({ ...image, state, updateStatus: 0, updatedDateTime: '' });
const about = { fields: [{ field }] };
const report = (value: JsonObject): Step => ['↑', 'notify', { d: { fields: [{ field, value }] } }];

/** The device is told what to fetch or install, and observed [D-req]. */
const prepared = (state: number): readonly Step[] => [
  ['↓', 'device/update', { d: { fields: [{ field, value: written(state) }] }, reqId: 'A' }],
  ['↑', 'response', { rc: 204, reqId: 'A' }],
  ['↓', 'observe', { d: about, reqId: 'B' }],
  ['↑', 'response', { rc: 200, d: { fields: [{ field, value: written(state) }] }, reqId: 'B' }],
];
const cancelled: readonly Step[] = [
  ['↓', 'cancel', { d: about, reqId: 'D' }],
  ['↑', 'response', { rc: 200, reqId: 'D' }],
];
const download: readonly Step[] = [
  ...prepared(0),
  ['↓', 'mgmt/initiate/firmware/download', { reqId: 'C' }],
  ['↑', 'response', { rc: 202, reqId: 'C' }],
  report({ state: 1 }),
];
const update: readonly Step[] = [
  ...prepared(2),
  ['↓', 'mgmt/initiate/firmware/update', { reqId: 'C' }],
  ['↑', 'response', { rc: 202, reqId: 'C' }],
  report({ updateStatus: 1 }),
];

/** Device and platform have said this, in this order. */
async function said(bench: FlowBench, steps: readonly Step[]): Promise<void> {
  await bench.crossed(steps.length);
  assert.deepEqual(bench.said, steps);
}

/** Brings the device to where it has downloaded the image. */
async function downloaded(bench: FlowBench): Promise<void> {
  bench.begin({ action: 'firmware/download', parameters });
  await bench.crossed(download.length);
  bench.sessions.clock.advance(5_000);
  await bench.ended('complete');
  bench.forget();
}

test('firmware download, as the documents have it', async (context) => {
  const bench = await FlowBench.start(context);
  bench.begin({ action: 'firmware/download', parameters });
  await said(bench, download);
  assert.equal(bench.state.firmware.state, 1);
  bench.sessions.clock.advance(5_000);
  const { problems } = await bench.ended('complete');
  await said(bench, [...download, report({ state: 2 }), ...cancelled]);
  assert.deepEqual(problems, []);
  assert.deepEqual(bench.state.observed, []);
});

test('firmware update, as the documents have it; a Manage request tells of the new version', async (context) => {
  const bench = await FlowBench.start(context);
  await downloaded(bench);
  bench.begin({ action: 'firmware/update', parameters });
  await said(bench, update);
  bench.sessions.clock.advance(5_000);
  const { problems } = await bench.ended('complete');
  await bench.crossed(update.length + 5);
  assert.deepEqual(problems, []);
  const rest = bench.said.slice(update.length).filter(([, topic]) => !topic.startsWith('mgmt/manage'));
  const response = rest.findIndex(([way, topic]) => way === '↓' && topic === 'response');
  assert.notEqual(response, -1, 'the Manage request is answered');
  assert.deepEqual(
    rest.filter((_, at) => at !== response).map(([way, topic]) => `${way} ${topic}`),
    ['↑ notify', '↓ cancel', '↑ response'],
  );
  assert.deepEqual(rest[0], report({ state: 0, updateStatus: 0 }));
  const { deviceInfo } = bench.platform.platform.records.of({ typeId: 'sensor', deviceId: 'one' });
  assert.equal(deviceInfo['fwVersion'], '2.0');
});

for (const failure of [2, 3, 4, 5, 6]) {
  test(`a download that ends with updateStatus ${failure} fails for the platform`, async (context) => {
    const bench = await FlowBench.start(context);
    const session = bench.sessions.sessions.get('one');
    session.setReplies([{ on: 'dm.firmwareDownload', reply: { updateStatus: failure } }]);
    session.setModes({ ...bench.sessions.state.modes, 'dm.firmwareDownload': 'replies' });
    bench.begin({ action: 'firmware/download', parameters });
    await said(bench, download);
    bench.sessions.clock.advance(5_000);
    const { note } = await bench.ended('failed');
    assert.match(note, new RegExp(`updateStatus ${failure}`));
    await said(bench, [...download, report({ state: 0, updateStatus: failure }), ...cancelled]);
  });
}

for (const failure of [2, 5]) {
  test(`an update that ends with updateStatus ${failure} fails for the platform`, async (context) => {
    const bench = await FlowBench.start(context);
    await downloaded(bench);
    const session = bench.sessions.sessions.get('one');
    session.setReplies([{ on: 'dm.firmwareUpdate', reply: { updateStatus: failure } }]);
    session.setModes({ ...bench.sessions.state.modes, 'dm.firmwareUpdate': 'replies' });
    bench.begin({ action: 'firmware/update', parameters });
    await said(bench, update);
    bench.sessions.clock.advance(5_000);
    assert.match((await bench.ended('failed')).note, new RegExp(`updateStatus ${failure}`));
    await said(bench, [...update, report({ updateStatus: failure }), ...cancelled]);
  });
}

/** Firmware actions that the device refuses: it is asked without parameters, so nothing is written first. */
for (const [action, topic, message] of [
  ['firmware/download', 'mgmt/initiate/firmware/download', 'mgmt.firmware has no uri to download from.'],
  ['firmware/update', 'mgmt/initiate/firmware/update', 'The state is 0; an update begins at 2 (downloaded).'],
] as const) {
  test(`${action} of nothing is refused with rc 400`, async (context) => {
    const bench = await FlowBench.start(context);
    bench.begin({ action });
    assert.equal((await bench.ended('failed')).rc, 400);
    const nothing = { version: '', name: '', uri: '', verifier: '', state: 0, updateStatus: 0, updatedDateTime: '' };
    await said(bench, [
      ['↓', 'observe', { d: about, reqId: 'A' }],
      ['↑', 'response', { rc: 200, d: { fields: [{ field, value: nothing }] }, reqId: 'A' }],
      ['↓', topic, { reqId: 'B' }],
      ['↑', 'response', { rc: 400, message, reqId: 'B' }],
      ['↓', 'cancel', { d: about, reqId: 'C' }],
      ['↑', 'response', { rc: 200, reqId: 'C' }],
    ]);
  });
}

for (const [action, topic] of [
  ['device/reboot', 'mgmt/initiate/device/reboot'],
  ['device/factoryReset', 'mgmt/initiate/device/factory_reset'],
] as const) {
  test(`${action}: 202, away for a second, back and managed`, async (context) => {
    const bench = await FlowBench.start(context);
    bench.begin({ action });
    await bench.sessions.untilPhase('waiting');
    await said(bench, [
      ['↓', topic, { reqId: 'A' }],
      ['↑', 'response', { rc: 202, reqId: 'A' }],
    ]);
    await bench.sessions.until('the end of the connection', () => !bench.state.managed);
    bench.sessions.clock.advance(1_000);
    await bench.sessions.untilPhase('connected');
    const { problems } = await bench.ended('complete');
    assert.deepEqual(problems, []);
    const back = bench.said.slice(2).map(([way, below]) => `${way} ${below}`);
    assert.deepEqual(back, ['↑ mgmt/manage', '↓ response']);
  });
}

test('a connection that is lost during the download: the failure is reported when the device is back', async (context) => {
  const bench = await FlowBench.start(context);
  bench.begin({ action: 'firmware/download', parameters });
  await said(bench, download);
  bench.forget();
  await bench.platform.connect({ ...asDevice('one'), clean: true });
  await until('the device to be back', () => {
    bench.sessions.clock.advance(1_000);
    return bench.said.length >= 4 ? true : undefined;
  });
  assert.match((await bench.ended('failed')).note, /connection lost \(updateStatus 3\)/);
  const back = bench.said.map(([way, topic]) => `${way} ${topic}`);
  assert.deepEqual(back.slice(0, 4), ['↑ mgmt/manage', '↓ response', '↑ notify', '↓ cancel']);
  assert.deepEqual(bench.said[2], report({ state: 0, updateStatus: 3 }));
});

test('a custom action is answered 200 when it is finished', async (context) => {
  const bench = await FlowBench.start(context, { supports: { deviceActions: true, firmwareActions: true, bundles: ['lamp'] } });
  bench.begin({ action: 'lamp/blink', parameters: [{ name: 'times', value: 3 }] });
  const { problems } = await bench.ended('complete');
  assert.deepEqual(problems, []);
  await said(bench, [
    ['↓', 'mgmt/custom/lamp/blink', { d: { fields: [{ field: 'times', value: 3 }] }, reqId: 'A' }],
    ['↑', 'response', { rc: 200, reqId: 'A' }],
  ]);
});

test('a gateway carries out what is asked of itself and of two devices behind it', async (context) => {
  const bench = await FlowBench.start(context, {}, 'gateway');
  const session = bench.sessions.sessions.get('one');
  const devices = ['two', 'three'].map((deviceId) => ({ typeId: 'sensor', deviceId }));
  for (const device of devices) assert.deepEqual(await session.request({ kind: 'dm.manage', device }), { rc: 200 });
  bench.begin({ action: 'firmware/download', parameters }, devices);
  const downloading = (): boolean => bench.sessions.state.devices.slice(1).every(({ firmware }) => firmware.state === 1);
  await bench.sessions.until('two downloads', downloading);
  bench.sessions.clock.advance(5_000);
  for (const device of devices) assert.deepEqual((await bench.ended('complete', device)).problems, []);
  bench.begin({ action: 'device/reboot' }, devices);
  await bench.sessions.until('two restarts', () => bench.sessions.state.devices.slice(1).every(({ managed }) => !managed));
  assert.equal(bench.sessions.state.phase, 'connected');
  bench.sessions.clock.advance(1_000);
  for (const device of devices) await bench.ended('complete', device);
  await bench.sessions.until('all to be managed', () => bench.sessions.state.devices.every(({ managed }) => managed));
  assert.deepEqual(
    bench.sessions.state.devices.map(({ device, managed }) => [device, managed]),
    [[undefined, true], ...devices.map((device) => [device, true])],
  );
});

test('an image of the embedded platform is really fetched, checked and installed', async (context) => {
  const bench = await FlowBench.start(context, { download: { real: true, seconds: 5, maxBytes: 1_000_000 } });
  const bytes = Buffer.alloc(300_000, 'firmware');
  const wish = { name: 'image', version: '3.0', host: '127.0.0.1', secure: false } as const;
  const { images } = bench.platform.platform;
  for (const [verifier, state] of [
    ['md5', 'complete'],
    ['sha256', 'complete'],
    [{ text: 'f'.repeat(40) }, 'failed'],
  ] as const) {
    const served = await images.serve({ source: { bytes }, verifier, ...wish });
    const values = { uri: served.uri, name: 'image', version: '3.0', verifier: served.verifier };
    bench.begin({
      action: 'firmware/download',
      parameters: Object.entries(values).map(([name, value]) => ({ name, value })),
      override: true,
    });
    const { problems } = await bench.ended(state);
    assert.deepEqual(problems, []);
    assert.match(bench.state.firmware.note ?? '', /^Fetched 300,000 bytes with the SHA-256 [0-9a-f]{64}\. The verifier/);
    assert.deepEqual([bench.state.firmware.state, bench.state.firmware.updateStatus], state === 'complete' ? [2, 0] : [0, 4]);
  }
});
