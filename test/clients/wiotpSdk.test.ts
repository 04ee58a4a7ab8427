import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../support/until.ts';
import { SdkProcess } from './support/sdkProcess.ts';
import { device, gateway, org, sdkApplication, sdkDevice, sdkGateway, servePlatform } from './support/servedPlatform.ts';

const status = { d: { t: 21.5 } };

for (const mqtt of [{ port: 1883 }, { port: 8883 }, { port: 1883, transport: 'websockets' }, { port: 8883, transport: 'websockets' }]) {
  test(`DeviceClient and ApplicationClient talk to each other, ${JSON.stringify(mqtt)}`, async (t) => {
    const platform = await servePlatform(t);
    const application = new SdkProcess(t, platform, sdkApplication(mqtt));
    const sensor = new SdkProcess(t, platform, sdkDevice(mqtt));
    await application.call('connect');
    await application.event('connect');
    await application.call('subscribeToEvents', device.typeId);
    await application.call('subscribeToDeviceStatus', device.typeId);
    await platform.command.happened('subscribe');
    await platform.command.happened('subscribe');
    await sensor.call('connect');
    await sensor.event('connect');
    const [typeId, deviceId, monitored] = await application.event('deviceStatus', (_, __, payload) =>
      String(payload).includes('"Connect"'),
    );
    assert.deepEqual([typeId, deviceId, JSON.parse(String(monitored)).ClientID], [device.typeId, device.deviceId, `d:${org}:sensor:one`]);
    await platform.command.happened('subscribe');
    for (const qos of [0, 1, 2]) {
      await sensor.call('publishEvent', `status${qos}`, 'json', status, qos);
      const event = await application.event('deviceEvent');
      assert.deepEqual(event.slice(0, 5), [device.typeId, device.deviceId, `status${qos}`, 'json', JSON.stringify(status)]);
      await application.call('publishCommand', device.typeId, device.deviceId, `reset${qos}`, 'json', { delay: 5 }, qos);
      assert.deepEqual((await sensor.event('command')).slice(0, 3), [`reset${qos}`, 'json', '{"delay":5}']);
    }
    await sensor.call('disconnect');
    await application.event('deviceStatus', (_, __, payload) => String(payload).includes('"Disconnect"'));
  });
}

test('a wrong token ends the DeviceClient with the reason in the platform’s own words', async (t) => {
  const platform = await servePlatform(t);
  const { config, ...client } = sdkDevice();
  const sensor = new SdkProcess(t, platform, { ...client, config: [config[0], { token: 'wrong' }, config[2]] });
  await sensor.call('connect');
  assert.match(String(await sensor.event('error')), /Not authorized/);
  const { code, reason } = await platform.command.happened('refuse');
  assert.equal(code, 5);
  assert.match(String(reason), /token/);
});

test('GatewayClient speaks for itself and for devices that it brings along', async (t) => {
  const platform = await servePlatform(t);
  const application = new SdkProcess(t, platform, sdkApplication());
  const bridge = new SdkProcess(t, platform, sdkGateway());
  for (const client of [application, bridge]) {
    await client.call('connect');
    await client.event('connect');
  }
  await application.call('subscribeToEvents');
  await platform.command.happened('subscribe');
  await bridge.call('publishEvent', 'status', 'json', status, 1);
  assert.deepEqual((await application.event('deviceEvent')).slice(0, 3), [gateway.typeId, gateway.deviceId, 'status']);
  // `publishDeviceEvent` of this version fails with a misspelt variable of its own; this is what it calls.
  await bridge.call('_publishEvent', device.typeId, 'behind-1', 'status', 'json', status, 1);
  assert.deepEqual((await application.event('deviceEvent')).slice(0, 3), [device.typeId, 'behind-1', 'status']);
  const { deviceId } = (await application.call('registry.getDevice', device.typeId, 'behind-1')) as { deviceId: string };
  assert.equal(deviceId, 'behind-1');
  await bridge.call('subscribeToCommands');
  await platform.command.happened('subscribe');
  await application.call('publishCommand', gateway.typeId, gateway.deviceId, 'reset', 'json', { delay: 5 }, 1);
  assert.deepEqual((await bridge.event('command')).slice(0, 5), [gateway.typeId, gateway.deviceId, 'reset', 'json', '{"delay":5}']);
});

test('GatewayClient gets commands for devices behind it, until it unsubscribes', async (t) => {
  const platform = await servePlatform(t);
  const application = new SdkProcess(t, platform, sdkApplication());
  const bridge = new SdkProcess(t, platform, sdkGateway());
  for (const client of [application, bridge]) {
    await client.call('connect');
    await client.event('connect');
  }
  // `subscribeToDeviceCommands` of this version fails with a misspelt variable of its own; this is what it calls.
  assert.match((await bridge.failure('subscribeToDeviceCommands')).message, /commandid is not defined/);
  await bridge.call('_subscribe', `iot-2/type/${device.typeId}/id/+/cmd/+/fmt/+`, 1);
  await bridge.call('subscribeToCommands');
  await bridge.call('unsubscribeFromCommands');
  await bridge.call('_publishEvent', device.typeId, 'behind-1', 'ready', 'json', status, 1);
  await platform.command.happened('publish');
  await application.call('publishCommand', gateway.typeId, gateway.deviceId, 'early', 'json', {}, 1);
  await application.call('publishCommand', device.typeId, 'behind-1', 'reset', 'json', {}, 1);
  assert.deepEqual((await bridge.event('command')).slice(0, 3), [device.typeId, 'behind-1', 'reset']);
  await bridge.call('unsubscribeFromDeviceCommands', device.typeId);
  await bridge.call('subscribeToCommands');
  for (let filter; filter !== `iot-2/type/${gateway.typeId}/id/${gateway.deviceId}/cmd/+/fmt/+`;)
    filter = (await platform.command.happened('subscribe'))['topic'];
  await application.call('publishCommand', device.typeId, 'behind-1', 'late', 'json', {}, 1);
  await application.call('publishCommand', gateway.typeId, gateway.deviceId, 'reset', 'json', {}, 1);
  assert.deepEqual((await bridge.event('command')).slice(0, 3), [gateway.typeId, gateway.deviceId, 'reset']);
  assert.deepEqual(bridge.heard('command'), []);
});

test('ApplicationClient hears of applications, and of nothing any more that it unsubscribed from', async (t) => {
  const platform = await servePlatform(t);
  const application = new SdkProcess(t, platform, sdkApplication());
  const other = new SdkProcess(t, platform, sdkApplication(undefined, 'other'));
  const sensor = new SdkProcess(t, platform, sdkDevice());
  await application.call('connect');
  await application.event('connect');
  for (const subscribe of ['subscribeToEvents', 'subscribeToDeviceStatus', 'subscribeToAppStatus']) {
    await application.call(subscribe);
    await platform.command.happened('subscribe');
  }
  for (const client of [other, sensor]) {
    await client.call('connect');
    await client.event('connect');
  }
  await platform.command.happened('subscribe');
  await application.event('appStatus', (id, payload) => id === 'other' && String(payload).includes('"Connect"'));
  await application.call('unsubscribeFromEvents');
  await application.call('unsubscribeToDeviceStatus');
  // What follows on the same connection comes after that.
  await application.call('publishCommand', device.typeId, device.deviceId, 'go', 'json', {}, 1);
  await sensor.event('command');
  await sensor.call('publishEvent', 'status', 'json', status, 1);
  await sensor.call('disconnect');
  await platform.command.happened('disconnect');
  await other.call('disconnect');
  await application.event('appStatus', (id, payload) => id === 'other' && String(payload).includes('"Disconnect"'));
  const ends = application.heard('deviceStatus').filter(([, , payload]) => String(payload).includes('"Disconnect"'));
  assert.deepEqual([application.heard('deviceEvent'), ends], [[], []]);
});

test('shared applications get each event once', async (t) => {
  const platform = await servePlatform(t);
  const shared = { port: 8883, sharedSubscription: true };
  const applications = [1, 2].map(() => new SdkProcess(t, platform, sdkApplication(shared, 'shared')));
  const sensor = new SdkProcess(t, platform, sdkDevice());
  for (const client of [...applications, sensor]) {
    await client.call('connect');
    await client.event('connect');
  }
  for (const application of applications) {
    await application.call('subscribeToEvents');
    await platform.command.happened('subscribe');
  }
  const names = Array.from({ length: 20 }, (_, at) => `e${at}`);
  for (const name of names) await sensor.call('publishEvent', name, 'json', status, 1);
  const got = await until('all events', () => {
    const all = applications.flatMap((application) => application.heard('deviceEvent')).map(([, , name]) => String(name));
    return all.length < names.length ? undefined : all;
  });
  assert.deepEqual(got.toSorted(), names.toSorted());
});
