import assert from 'node:assert/strict';
import { test } from 'node:test';
import { topicFault } from '../../../../src/wiotp/topics/topicFault.ts';
import type { TopicUse, TopicUser } from '../../../../src/wiotp/topics/topicRules.ts';
import { asApplication, asDevice, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';

/** [PX-rule, PX-test] What each class may publish to and subscribe to. */
const table: readonly [
  topic: string,
  device: { publish: boolean; subscribe: boolean },
  application: { publish: boolean; subscribe: boolean },
][] = [
  row('iot-2/cmd/abc/fmt/json', 'subscribe', ''),
  row('iot-2/cmd/+/fmt/+', 'subscribe', ''),
  row('iot-2/cmd/test/fmt/#', '', ''),
  row('iot-2/cmd/#', '', ''),
  row('iot-2/#', '', ''),
  row('#', '', ''),
  row('+/cmd/+/fmt/+', '', ''),
  row('iot-2/cmd//fmt/json', '', ''),
  row('iot-2/cmd/abc/fmt/', '', ''),
  row('iot-2/cmd/abc/fmt/json/more', '', ''),
  row('iot-2/cmd/a+/fmt/json', '', ''),
  row('iotdm-1/#', 'subscribe', ''),
  row('iotdm-1/response', 'subscribe', ''),
  row('iotdm-1/response/', 'subscribe', ''),
  row('iotdm-1/mgmt/initiate/+/+', 'subscribe', ''),
  row('iotdm-1/device/update/+/+', 'subscribe', ''),
  row('iotdm-1/#/more', '', ''),
  row('iotdm-1', '', ''),
  row('iot-2/mon', 'subscribe', ''),
  row('iot-2/notify', 'subscribe', ''),
  row('iot-2/evt/abc/fmt/json', 'publish', ''),
  row('iot-2/evt/abc/fmt/ja.ä 1', 'publish', ''),
  row('iot-2/evt/abc/fmt', '', ''),
  row('iot-2/evt//fmt/json', '', ''),
  row('iot-2/evt/abc/fmt/json/more', '', ''),
  row('iot-2/evt/abc\u0007/fmt/json', '', ''),
  row('iot-2/evt/abc\ufffe/fmt/json', '', ''),
  row('IOT-2/evt/abc/fmt/json', '', ''),
  row('/iot-2/evt/abc/fmt/json', '', ''),
  row('iotdevice-1/response', 'publish', ''),
  row('iotdevice-1/notify', 'publish', ''),
  row('iotdevice-1/mgmt/manage', 'publish', ''),
  row('iotdevice-1/mgmt/anything', 'publish', ''),
  row('iotdevice-1/device/update/location', 'publish', ''),
  row('iotdevice-1/add/diag/errorCodes', 'publish', ''),
  row('iotdevice-1/clear/diag/log', 'publish', ''),
  row('iotdevice-1/mgmt', '', ''),
  row('iotdevice-1/mgmt/initiate/device', '', ''),
  row('iot-2/type/t/id/i/evt/e/fmt/json', '', 'publish subscribe'),
  row('iot-2/type/t/id/i/cmd/c/fmt/json', '', 'publish subscribe'),
  row('iot-2/type/+/id/+/evt/+/fmt/+', '', 'subscribe'),
  row('iot-2/type/+/id/+/cmd/+/fmt/+', '', 'subscribe'),
  row('iot-2/type/+/id/+/mon', '', 'subscribe'),
  row('iot-2/app/+/mon', '', 'subscribe'),
  row('iot-2/app/myapp/mon', '', 'subscribe'),
  row('iot-2/type/+/id/+/evt/+/fmt/#', '', ''),
  row('iot-2/type/+/id/+/evt/#', '', ''),
  row('iot-2/type/t/id/i/evt/e', '', ''),
  row('iot-2/type//id/i/evt/e/fmt/json', '', ''),
  row('iotdm-1/type/t/id/i/response', 'subscribe', ''),
];

function row(topic: string, device: string, application: string): (typeof table)[number] {
  const uses = (text: string): { publish: boolean; subscribe: boolean } => ({
    publish: text.includes('publish'),
    subscribe: text.includes('subscribe'),
  });
  return [topic, uses(device), uses(application)];
}

for (const [topic, device, application] of table) {
  test(`${JSON.stringify(topic)} by class and use`, () => {
    for (const [user, wanted] of [['device', device] as const, ['application', application] as const]) {
      for (const use of ['publish', 'subscribe'] as const) {
        assert.equal(topicFault(user, use, topic) === undefined, wanted[use], `${user} ${use}: ${topicFault(user, use, topic)?.reason}`);
      }
    }
  });
}

const advised: readonly [user: TopicUser, use: TopicUse, topic: string, reason: RegExp, advice: string][] = [
  ['device', 'publish', 'iot-2/evt/abc/fmt', /level 5 is missing, the format/, 'Use "iot-2/evt/abc/fmt/json".'],
  ['device', 'publish', 'iot-2/evt/abc', /level 4 is missing, "fmt"/, 'Use "iot-2/evt/abc/fmt/json".'],
  ['device', 'publish', 'iot-2/evt//fmt/json', /level 3 is empty; it must be the event ID/, 'Use "iot-2/evt/status/fmt/json".'],
  ['device', 'publish', 'iot-2/evt/abc/fmt/json/LWT', /level 6, "LWT", is one too many/, 'Use "iot-2/evt/abc/fmt/json".'],
  ['device', 'publish', 'iot-2/type/t/id/i/evt/e/fmt/json', /form with type and id is for gateways/, 'Use "iot-2/evt/e/fmt/json".'],
  ['device', 'publish', 'iotdevice-1/mgmt', /level 3 is missing, the operation/, 'Use "iotdevice-1/mgmt/manage".'],
  ['device', 'subscribe', 'iot-2/cmd/#', /level 3 is "#", a wildcard/, 'Use "iot-2/cmd/+/fmt/+".'],
  ['device', 'subscribe', 'iotdm-1', /level 2 is missing/, 'Use "iotdm-1/#".'],
  ['application', 'subscribe', 'iot-2/evt/+/fmt/+', /form without type and id is for devices/, 'Use "iot-2/type/+/id/+/evt/+/fmt/+".'],
  ['application', 'subscribe', 'iot-2/type/+/id/+/evt/+/fmt/#', /level 9 is "#"/, 'Use "iot-2/type/+/id/+/evt/+/fmt/+".'],
];

for (const [user, use, topic, reason, advice] of advised) {
  test(`a ${user} that wants to ${use} to ${topic} is told what to use`, () => {
    const fault = topicFault(user, use, topic);
    assert.match(fault?.reason ?? '', reason);
    assert.equal(fault?.advice, advice);
  });
}

test('commands and Device Management requests are known to come from the other side', () => {
  assert.match(topicFault('device', 'publish', 'iot-2/cmd/abc/fmt/json')?.reason ?? '', /only the platform and applications send there/);
  assert.match(topicFault('device', 'subscribe', 'iot-2/evt/abc/fmt/json')?.reason ?? '', /devices send there and cannot listen/);
  assert.match(topicFault('device', 'publish', 'tele/x/LWT')?.advice ?? '', /^Allowed are "iot-2\/evt/);
});

test('a fault stays short and visible whatever the topic is', () => {
  const fault = topicFault('device', 'publish', `\u0000${'x'.repeat(65_000)}`);
  assert.ok((fault?.reason.length ?? Infinity) < 400);
  assert.match(fault?.reason ?? '', /□/);
});

async function closeCode(platform: TestPlatform, clientId: string): Promise<number | undefined> {
  return (await platform.event('connection.closed', clientId)).code;
}

for (const protocolVersion of [3, 4] as const) {
  const version = { protocolVersion, protocolId: protocolVersion === 3 ? ('MQIsdp' as const) : ('MQTT' as const) };

  test(`MQTT version ${protocolVersion}: a bad PUBLISH closes with 276 and without acknowledgement`, async (t) => {
    const platform = await startPlatform(t);
    const device = await platform.connect({ ...asDevice('one'), ...version });
    device.publish('iot-2/evt/abc/fmt', '{}', { qos: 1 });
    await device.closed;
    assert.deepEqual(device.packets, []);
    assert.equal(await closeCode(platform, asDevice('one').clientId), 276);
  });

  test(`MQTT version ${protocolVersion}: one bad filter among good ones closes with 276 and without SUBACK`, async (t) => {
    const platform = await startPlatform(t);
    const device = await platform.connect({ ...asDevice('one'), ...version, clean: false });
    const subscriptions = ['iotdm-1/#', 'iot-2/evt/+/fmt/+', 'iot-2/cmd/+/fmt/+'].map((topic) => ({ topic, qos: 1 as const }));
    device.send({ cmd: 'subscribe', messageId: 1, subscriptions });
    await device.closed;
    assert.deepEqual(device.packets, []);
    assert.equal(await closeCode(platform, asDevice('one').clientId), 276);
    assert.equal(
      platform.records.some(({ event }) => event?.kind === 'connection.subscribed'),
      false,
    );
  });

  test(`MQTT version ${protocolVersion}: a bad UNSUBSCRIBE closes with 276`, async (t) => {
    const platform = await startPlatform(t);
    const application = await platform.connect({ ...asApplication(), ...version });
    application.send({ cmd: 'unsubscribe', messageId: 1, unsubscriptions: ['iot-2/type/+/id/+/mon', '#'] });
    await application.closed;
    assert.deepEqual(application.packets, []);
    assert.equal(await closeCode(platform, asApplication().clientId), 276);
  });
}

test('$SYS closes with 289, to publish and to subscribe', async (t) => {
  const platform = await startPlatform(t);
  const device = await platform.connect(asDevice('one'));
  device.publish('$SYS/broker', '{}');
  await device.closed;
  assert.equal(await closeCode(platform, asDevice('one').clientId), 289);
  const application = await platform.connect(asApplication());
  application.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: '$SYS/#', qos: 0 }] });
  await application.closed;
  assert.equal(await closeCode(platform, asApplication().clientId), 289);
});

test('the offending message is in the log before the close', async (t) => {
  const platform = await startPlatform(t);
  const device = await platform.connect(asDevice('one'));
  device.publish('iot-2/cmd/abc/fmt/json', 'x');
  await device.closed;
  await platform.event('connection.closed');
  assert.deepEqual(
    platform.records.map(({ event, topic }) => event?.kind ?? topic),
    ['connection.open', 'iot-2/cmd/abc/fmt/json', 'connection.closed'],
  );
});

test('a will on a topic that the client may not use refuses the connection without CONNACK', async (t) => {
  const platform = await startPlatform(t);
  const device = await platform.dial();
  const will = { topic: 'iot-2/evt/gone/LWT', payload: Buffer.from('x'), qos: 0 as const, retain: false };
  await assert.rejects(device.connect({ ...asDevice('one'), will }), /closed before connack/);
  const refused = await platform.event('connection.refused', asDevice('one').clientId);
  assert.deepEqual([refused.code, refused.advice], [276, 'Use "iot-2/evt/gone/fmt/json".']);
});

test('the 51st subscription of a device closes with 154', async (t) => {
  const platform = await startPlatform(t);
  const device = await platform.connect(asDevice('one'));
  for (let at = 0; at < 50; at++) await device.subscribe(`iot-2/cmd/c${at}/fmt/json`);
  await device.subscribe('iot-2/cmd/c0/fmt/json', 0);
  device.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'iot-2/cmd/one-more/fmt/json', qos: 0 }] });
  await device.closed;
  assert.equal(await closeCode(platform, asDevice('one').clientId), 154);
});
