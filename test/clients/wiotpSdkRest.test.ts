import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../support/until.ts';
import { SdkProcess } from './support/sdkProcess.ts';
import { apiKey, device, iotfDevice, org, sdkApplication, sdkDevice, servePlatform } from './support/servedPlatform.ts';

interface Registered {
  readonly deviceId: string;
  readonly authToken?: string;
  readonly deviceInfo?: object;
  readonly metadata?: object;
}

interface Status {
  readonly status: number;
  readonly complete: boolean;
}

interface Found {
  readonly results: readonly { readonly id?: string; readonly deviceId?: string }[];
}

test('RegistryClient keeps device types and devices', async (t) => {
  const platform = await servePlatform(t);
  const api = new SdkProcess(t, platform, sdkApplication());
  await api.call('registry.registerDeviceType', 'pump', 'A pump', { manufacturer: 'Acme' }, { room: 1 }, 'Device');
  const type = (await api.call('registry.getDeviceType', 'pump')) as { id: string; classId: string; description: string };
  assert.deepEqual([type.id, type.classId, type.description], ['pump', 'Device', 'A pump']);
  await api.call('registry.updateDeviceType', 'pump', 'A better pump', { manufacturer: 'Acme' }, {});
  const types = (await api.call('registry.getAllDeviceTypes')) as Found;
  assert.deepEqual(types.results.map(({ id }) => String(id)).toSorted(), ['bridge', 'pump', 'sensor']);

  const made = (await api.call('registry.registerDevice', 'pump', 'p-1', 'token-of-p-1', { serialNumber: '7' }, undefined, {
    room: 2,
  })) as Registered;
  assert.deepEqual([made.deviceId, made.authToken], ['p-1', 'token-of-p-1']);
  const got = (await api.call('registry.getDevice', 'pump', 'p-1')) as Registered;
  assert.deepEqual([got.authToken, got.deviceInfo, got.metadata], [undefined, { serialNumber: '7' }, { room: 2 }]);
  await api.call('registry.updateDevice', 'pump', 'p-1', { serialNumber: '8' }, undefined, { room: 3 });
  const changed = (await api.call('registry.getDevice', 'pump', 'p-1')) as Registered;
  assert.deepEqual([changed.deviceInfo, changed.metadata], [{ serialNumber: '8' }, { room: 3 }]);
  const all = (await api.call('registry.listAllDevicesOfType', 'pump')) as Found;
  assert.deepEqual(
    all.results.map(({ deviceId }) => deviceId),
    ['p-1'],
  );

  const bulk = ['p-2', 'p-3'].map((deviceId) => ({ typeId: 'pump', deviceId, authToken: 'a-token-of-bulk' }));
  const added = (await api.call('registry.registerMultipleDevices', bulk)) as readonly { success: boolean }[];
  assert.deepEqual(
    added.map(({ success }) => success),
    [true, true],
  );
  await api.call(
    'registry.deleteMultipleDevices',
    bulk.map(({ typeId, deviceId }) => ({ typeId, deviceId })),
  );
  await api.call('registry.unregisterDevice', 'pump', 'p-1');
  assert.equal((await api.failure('registry.getDevice', 'pump', 'p-1')).status, 404);
  await api.call('registry.deleteDeviceType', 'pump');
  assert.equal((await api.failure('registry.getDeviceType', 'pump')).status, 404);
});

test('RegistryClient keeps location, log and error codes', async (t) => {
  const platform = await servePlatform(t);
  const api = new SdkProcess(t, platform, sdkApplication());
  const { typeId, deviceId } = device;
  await api.call('registry.updateDeviceLocation', typeId, deviceId, {
    longitude: 8.5,
    latitude: 49,
    measuredDateTime: '2026-01-02T03:04:05Z',
  });
  const location = (await api.call('registry.getDeviceLocation', typeId, deviceId)) as { latitude: number };
  assert.equal(location.latitude, 49);
  const log = { message: 'On', severity: 0, timestamp: '2026-01-02T03:04:05Z' };
  await api.call('registry.addDeviceDiagLogs', typeId, deviceId, log);
  const [entry] = (await api.call('registry.getAllDiagnosticLogs', typeId, deviceId)) as readonly { id: string; message: string }[];
  assert.equal(entry?.message, 'On');
  assert.equal(((await api.call('registry.getDiagnosticLog', typeId, deviceId, entry.id)) as { message: string }).message, 'On');
  await api.call('registry.deleteDiagnosticLog', typeId, deviceId, entry.id);
  await api.call('registry.clearAllDiagnosticLogs', typeId, deviceId);
  assert.deepEqual(await api.call('registry.getAllDiagnosticLogs', typeId, deviceId), []);
  await api.call('registry.addErrorCode', typeId, deviceId, { errorCode: 42, timestamp: '2026-01-02T03:04:05Z' });
  const [code] = (await api.call('registry.getDeviceErrorCodes', typeId, deviceId)) as readonly { errorCode: number }[];
  assert.equal(code?.errorCode, 42);
  await api.call('registry.clearDeviceErrorCodes', typeId, deviceId);
  assert.deepEqual(await api.call('registry.getDeviceErrorCodes', typeId, deviceId), []);
});

test('RegistryClient finds who connected', async (t) => {
  const platform = await servePlatform(t);
  const api = new SdkProcess(t, platform, sdkApplication());
  const sensor = new SdkProcess(t, platform, sdkDevice());
  await sensor.call('connect');
  await sensor.event('connect');
  const logs = (await api.call('registry.getDeviceConnectionLogs', device.typeId, device.deviceId)) as readonly object[];
  assert.deepEqual(
    logs.map((entry) => Object.keys(entry).toSorted()),
    [['message', 'timestamp']],
  );
});

test('LecClient finds the last events', async (t) => {
  const platform = await servePlatform(t);
  const api = new SdkProcess(t, platform, sdkApplication());
  const sensor = new SdkProcess(t, platform, sdkDevice());
  await sensor.call('connect');
  await sensor.event('connect');
  await sensor.call('publishEvent', 'status', 'json', { t: 21 }, 1);
  await platform.command.happened('publish');
  const { typeId, deviceId } = device;
  const last = (await api.call('lec.getLastEventsByEventType', typeId, deviceId, 'status')) as { eventId: string; payload: string };
  assert.deepEqual([last.eventId, Buffer.from(last.payload, 'base64').toString()], ['status', '{"t":21}']);
  const all = (await api.call('lec.getLastEvents', typeId, deviceId)) as readonly { eventId: string }[];
  assert.deepEqual(
    all.map(({ eventId }) => eventId),
    ['status'],
  );
  assert.equal((await api.failure('lec.getLastEventsByEventType', typeId, deviceId, 'never')).status, 404);
});

test('MgmtClient asks for actions, follows them and clears them away', async (t) => {
  const platform = await servePlatform(t);
  const api = new SdkProcess(t, platform, sdkApplication());
  const board = new SdkProcess(t, platform, iotfDevice);
  await board.call('connect');
  await board.event('connect');
  await platform.command.happened('subscribe');
  await platform.command.happened('subscribe');
  await board.call('manage', 3600, true, false);
  await board.event('dmResponse');
  const { reqId } = (await api.call('mgmt.initiateDeviceManagementRequest', 'device/factoryReset', [], [device])) as { reqId: string };
  const all = (await api.call('mgmt.getAllDeviceManagementRequests')) as { results: readonly { id: string; action: string }[] };
  assert.deepEqual(
    all.results.map(({ id, action }) => [id, action]),
    [[reqId, 'device/factoryReset']],
  );
  const [request] = (await board.event('dmAction')) as [{ reqId: string }];
  await board.call('respondDeviceAction', request, 500, 'Worn out');
  const status = await until('the failure', async () => {
    const now = (await api.call('mgmt.getDeviceManagementRequestStatusByDevice', reqId, device.typeId, device.deviceId)) as Status;
    return now.complete ? now : undefined;
  });
  assert.equal(status.status, 2);
  const { results } = (await api.call('mgmt.getDeviceManagementRequestStatus', reqId)) as { results: readonly Status[] };
  assert.deepEqual(
    results.map(({ complete }) => complete),
    [true],
  );
  assert.equal(((await api.call('mgmt.getDeviceManagementRequest', reqId)) as { complete: boolean }).complete, true);
  await api.call('mgmt.deleteDeviceManagementRequest', reqId);
  assert.equal((await api.failure('mgmt.getDeviceManagementRequest', reqId)).status, 404);
});

test('what is not served is 501 with a message, and a wrong key 401', async (t) => {
  const platform = await servePlatform(t);
  const api = new SdkProcess(t, platform, sdkApplication());
  assert.equal(((await api.call('_apiClient.getOrganizationDetails')) as { id: string }).id, org);
  const missing = await api.failure('rules.getActiveRulesForLogicalInterface', 'some-interface');
  assert.deepEqual([missing.status, typeof (missing.body as { message?: unknown }).message], [501, 'string']);
  const { config, ...client } = sdkApplication();
  const stranger = new SdkProcess(t, platform, { ...client, config: [config[0], { ...apiKey, token: 'wrong' }, config[2]] });
  const refused = await stranger.failure('registry.getAllDeviceTypes');
  assert.deepEqual([refused.status, typeof (refused.body as { message?: unknown }).message], [401, 'string']);
});
