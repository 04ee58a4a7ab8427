import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { ControlFile } from '../../src/rpc/node/control.ts';
import { readControlFile } from '../../src/rpc/node/control.ts';
import { temporaryFolder } from '../support/platform/command.ts';
import { ControlClient } from '../support/platform/controlClient.ts';
import { until } from '../support/until.ts';
import { SdkProcess } from './support/sdkProcess.ts';
import { device, gateway, iotfApplication, iotfDevice, iotfGateway, servePlatform, type ServedPlatform } from './support/servedPlatform.ts';

const devices = [device];
const { typeId, deviceId } = device;

interface Status {
  readonly status: number;
  readonly complete: boolean;
}

/** A managed device and an application of the last library of IBM's that had both. */
async function pair(t: TestContext, platform: ServedPlatform): Promise<{ board: SdkProcess; api: SdkProcess }> {
  return { board: await managed(t, platform), api: new SdkProcess(t, platform, iotfApplication) };
}

async function managed(t: TestContext, platform: ServedPlatform): Promise<SdkProcess> {
  const board = new SdkProcess(t, platform, iotfDevice);
  await board.call('connect');
  await board.event('connect');
  await platform.command.happened('subscribe');
  await platform.command.happened('subscribe');
  await answered(board, 'manage', 3600, true, true);
  return board;
}

/** Calls a method that sends a request of Device Management, and expects that it is answered with 200. */
async function answered(board: SdkProcess, path: string, ...args: unknown[]): Promise<void> {
  const reqId = await board.call(path, ...args);
  const [answer] = await board.event('dmResponse', (heard) => (heard as { reqId: unknown }).reqId === reqId);
  assert.equal((answer as { rc: number }).rc, 200, path);
}

async function initiate(api: SdkProcess, action: string, parameters: readonly object[] = []): Promise<string> {
  return ((await api.call('initiateDeviceManagementRequest', action, parameters, devices)) as { reqId: string }).reqId;
}

async function outcome(api: SdkProcess, reqId: string): Promise<Status> {
  return until(`the end of ${reqId}`, async () => {
    const status = (await api.call('getDeviceManagementRequestStatusByDevice', reqId, typeId, deviceId)) as Status;
    return status.complete ? status : undefined;
  });
}

test('a managed device tells about itself, and the REST interface knows it', async (t) => {
  const platform = await servePlatform(t);
  const { board, api } = await pair(t, platform);
  await answered(board, 'updateLocation', 49, 8.5, 110, 5);
  const location = (await api.call('getDeviceLocation', typeId, deviceId)) as { latitude: number; elevation: number };
  assert.deepEqual([location.latitude, location.elevation], [49, 110]);
  await answered(board, 'addErrorCode', 42);
  const [code] = (await api.call('getDeviceErrorCodes', typeId, deviceId)) as readonly { errorCode: number }[];
  assert.equal(code?.errorCode, 42);
  await answered(board, 'clearErrorCodes');
  assert.deepEqual(await api.call('getDeviceErrorCodes', typeId, deviceId), []);
  await answered(board, 'addLog', 'On', 1, 'details');
  const [entry] = (await api.call('getAllDiagnosticLogs', typeId, deviceId)) as readonly { message: string; severity: number }[];
  assert.deepEqual([entry?.message, entry?.severity], ['On', 1]);
  await answered(board, 'clearLogs');
  assert.deepEqual(await api.call('getAllDiagnosticLogs', typeId, deviceId), []);
  const mgmt = (await api.call('getDeviceManagementInformation', typeId, deviceId)) as { dormant: boolean; supports: object };
  assert.equal(mgmt.dormant, false);
  await answered(board, 'unmanage');
  await assert.rejects(api.call('getDeviceManagementInformation', typeId, deviceId));
});

test('a reboot is complete when the device is back and managed again', async (t) => {
  const platform = await servePlatform(t);
  const { board, api } = await pair(t, platform);
  const reqId = await initiate(api, 'device/reboot');
  const [request] = (await board.event('dmAction')) as [{ reqId: string; action: string }];
  assert.equal(request.action, 'reboot');
  await board.call('respondDeviceAction', { reqId: request.reqId }, 202);
  await platform.command.happened('dm');
  const under = (await api.call('getDeviceManagementRequestStatus', reqId)) as { results: readonly Status[] };
  assert.deepEqual(
    under.results.map(({ complete }) => complete),
    [false],
  );
  await board.call('disconnect');
  await platform.command.happened('disconnect');
  await managed(t, platform);
  assert.equal((await outcome(api, reqId)).status, 0);
});

test('a factory reset that the device cannot do has failed', async (t) => {
  const platform = await servePlatform(t);
  const { board, api } = await pair(t, platform);
  const reqId = await initiate(api, 'device/factoryReset');
  const [request] = (await board.event('dmAction')) as [{ reqId: string; action: string }];
  assert.equal(request.action, 'factory_reset');
  await board.call('respondDeviceAction', { reqId: request.reqId }, 501, 'Not on this board');
  assert.equal((await outcome(api, reqId)).status, 2);
});

test('firmware is announced, fetched from the platform, downloaded and updated', async (t) => {
  const data = temporaryFolder(t);
  const platform = await servePlatform(t, ['--data', data]);
  const { board, api } = await pair(t, platform);
  const control = await ControlClient.open((await readControlFile(join(data, 'control.json'))) as ControlFile);
  t.after(() => control.close());
  const file = join(temporaryFolder(t), 'firmware.bin');
  const content = Buffer.alloc(50_000, 'firmware');
  writeFileSync(file, content);
  const image = { source: { path: file }, name: 'firmware', version: '2.0', verifier: 'sha256', host: '127.0.0.1', secure: false } as const;
  const { uri, verifier } = await control.ask('serveImage', image);
  const parameters = Object.entries({ uri, verifier, name: 'firmware', version: '2.0' }).map(([name, value]) => ({ name, value }));

  const download = await initiate(api, 'firmware/download', parameters);
  const [firmware] = (await board.event('firmwareDownload')) as [{ uri: string; verifier: string }];
  await board.call('changeState', 1);
  const fetched = Buffer.from(await (await fetch(firmware.uri)).arrayBuffer());
  assert.equal(createHash('sha256').update(fetched).digest('hex'), firmware.verifier);
  await board.call('changeState', 2);
  assert.equal((await outcome(api, download)).status, 0);
  const [served] = await control.ask('images');
  assert.deepEqual([served?.transfers[0]?.state, served?.transfers[0]?.sent], ['done', content.length]);

  const update = await initiate(api, 'firmware/update');
  await board.event('firmwareUpdate');
  await board.call('changeUpdateState', 1);
  await board.call('changeState', 0);
  await board.call('changeUpdateState', 0);
  assert.equal((await outcome(api, update)).status, 0);
  assert.deepEqual(
    (await control.ask('device', device)).problems.filter(({ severity }) => severity === 'error'),
    [],
  );
});

test('a download that fails at the device has failed', async (t) => {
  const platform = await servePlatform(t);
  const { board, api } = await pair(t, platform);
  const parameters = [{ name: 'uri', value: 'http://127.0.0.1:1/none' }];
  const reqId = await initiate(api, 'firmware/download', parameters);
  await board.event('firmwareDownload');
  await board.call('changeState', 1);
  await board.call('changeUpdateState', 3);
  await board.call('changeState', 0);
  assert.equal((await outcome(api, reqId)).status, 2);
});

test('commands and events cross between the two', async (t) => {
  const platform = await servePlatform(t);
  const { board, api } = await pair(t, platform);
  await api.call('connect');
  await api.event('connect');
  await api.call('subscribeToDeviceEvents', typeId);
  await platform.command.happened('subscribe');
  await board.call('publish', 'status', 'json', '{"t":21}', 1);
  assert.deepEqual((await api.event('deviceEvent')).slice(0, 5), [typeId, deviceId, 'status', 'json', '{"t":21}']);
  await api.call('publishDeviceCommand', typeId, deviceId, 'reset', 'json', '{"delay":5}', 2);
  assert.deepEqual((await board.event('command')).slice(0, 3), ['reset', 'json', '{"delay":5}']);
});

test('the REST interface registers devices for it', async (t) => {
  const platform = await servePlatform(t);
  const api = new SdkProcess(t, platform, iotfApplication);
  await api.call('registerDeviceType', 'pump', 'A pump', {}, {}, 'Device');
  const made = (await api.call('registerDevice', 'pump', 'p-1', 'token-of-p-1')) as { authToken: string };
  assert.equal(made.authToken, 'token-of-p-1');
  const all = (await api.call('getAllDevices')) as { results: readonly { deviceId: string }[] };
  assert.deepEqual(all.results.map((one) => one.deviceId).toSorted(), ['g-1', 'one', 'p-1']);
  await api.call('unregisterDevice', 'pump', 'p-1');
  await api.call('deleteDeviceType', 'pump');
});

test('a managed gateway manages itself and a device behind it', async (t) => {
  const platform = await servePlatform(t);
  const bridge = new SdkProcess(t, platform, iotfGateway);
  const api = new SdkProcess(t, platform, iotfApplication);
  await bridge.call('connect');
  await bridge.event('connect');
  await platform.command.happened('subscribe');
  for (const [name, call, args] of [
    [gateway, 'manageGateway', [3600, true, false]],
    [device, 'manageDevice', [typeId, deviceId, 3600, true, false]],
  ] as const) {
    await answered(bridge, call, ...args);
    const mgmt = (await api.call('getDeviceManagementInformation', name.typeId, name.deviceId)) as { dormant: boolean };
    assert.equal(mgmt.dormant, false);
  }
});
