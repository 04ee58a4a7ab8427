import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionSettings } from '../../../../src/profiles/sessionSettings.ts';
import { usualSubscriptions } from '../../../../src/profiles/usualSubscriptions.ts';
import type { Message } from '../../../../src/wiotp/message.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { bytesOf } from '../../../support/engine/messages.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';
import { FaultProxy } from '../../../support/network/faultProxy.ts';
import { apiKey, deviceToken, startPlatform } from '../../../support/platform/testPlatform.ts';
import { testSettings } from '../../../support/engine/testSettings.ts';

const device = { sender: 'device', org: 'abc123', typeId: 'sensor', deviceId: 'one' } as const;
const gateway = { sender: 'gateway', org: 'abc123', typeId: 'bridge', deviceId: 'gw' } as const;
const application = { sender: 'application', org: 'abc123', appId: 'watch', shared: false } as const;

function message(topic: string, qos: Message['qos'] = 1): Message {
  return { topic, payload: bytesOf({ t: 21 }), qos, retain: false };
}

/** What makes settings those of an application of the test platform. */
const asApplication = {
  id: 'app',
  identity: application,
  userName: apiKey.key,
  subscriptions: usualSubscriptions({ sender: 'application', apiKey: apiKey.key, appId: 'watch', shared: false }, { kind: 'embedded' }),
} as const;

/** Settings of a class, without Device Management. */
function settingsOf(port: number, change: Partial<SessionSettings>): SessionSettings {
  const { management: _, ...settings } = testSettings(port, change);
  return settings;
}

test('an application watches a device’s events and sends it commands without pushing it out', async (context) => {
  const platform = await startPlatform(context);
  const bench = new SessionBench(context);
  await bench.sessions.connect(settingsOf(platform.port, { id: 'dev', identity: device }), { token: deviceToken });
  await bench.sessions.connect(settingsOf(platform.port, asApplication), { token: apiKey.token });
  await bench.sessions.get('dev').publish(message('iot-2/evt/status/fmt/json'));
  await bench.until('the event', () => bench.crossed.includes('down iot-2/type/sensor/id/one/evt/status/fmt/json'));
  await bench.sessions.get('app').publish(message('iot-2/type/sensor/id/one/cmd/reset/fmt/json'));
  await bench.until('the command', () => bench.crossed.includes('down iot-2/cmd/reset/fmt/json'));
  await bench.until('who is there', () => bench.crossed.includes('down iot-2/type/sensor/id/one/mon'));
  assert.deepEqual(
    bench.states.map(({ phase }) => phase),
    ['connected', 'connected'],
  );
  assert.deepEqual(bench.states[1]?.devices, []);
  await assert.rejects(bench.sessions.get('app').request({ kind: 'dm.manage' }), /takes no part in Device Management/);
});

test('a shared application may be one of several', async (context) => {
  const platform = await startPlatform(context);
  const bench = new SessionBench(context);
  for (const instanceId of ['1', '2']) {
    const identity = { ...application, shared: true, instanceId };
    await bench.sessions.connect(settingsOf(platform.port, { ...asApplication, id: instanceId, identity }), { token: apiKey.token });
  }
  assert.deepEqual(
    bench.states.map(({ phase }) => phase),
    ['connected', 'connected'],
  );
});

test('a gateway publishes and subscribes for devices behind it', async (context) => {
  const platform = await startPlatform(context, {
    prepare: (registry) => registry.addDevice({ typeId: 'bridge', deviceId: 'gw', classId: 'Gateway' }, deviceToken),
  });
  const bench = new SessionBench(context);
  const subscriptions = usualSubscriptions(gateway, { kind: 'embedded' });
  await bench.sessions.connect(settingsOf(platform.port, { identity: gateway, subscriptions }), { token: deviceToken });
  assert.deepEqual(
    bench.state.subscriptions.map(({ granted }) => granted),
    [1, 0, 1],
  );
  await bench.sessions.get('one').publish(message('iot-2/type/probe/id/behind/evt/status/fmt/json'));
  await assert.rejects(bench.sessions.get('one').publish(message('iot-2/evt/status/fmt/json')), { code: 276 });
});

test('Quickstart gets neither user name nor password, and QoS 0 only', async (context) => {
  const bench = new SessionBench(context);
  const connects: unknown[] = [];
  const published: string[] = [];
  const port = await scriptedServer(context, (packet) => {
    if (packet.cmd === 'connect') connects.push([packet.clientId, packet.username, packet.password, packet.clean]);
    if (packet.cmd === 'publish') published.push(packet.topic);
  });
  const identity = { ...device, org: 'quickstart' };
  const { userName: _, ...settings } = settingsOf(port, { identity, home: 'quickstart', subscriptions: [] });
  await bench.sessions.connect(settings, { token: 'not asked for' });
  assert.deepEqual(connects, [['d:quickstart:sensor:one', undefined, undefined, true]]);
  const session = bench.sessions.get('one');
  assert.equal(await session.publish(message('iot-2/evt/status/fmt/json', 0)), 'written');
  await assert.rejects(session.publish(message('iot-2/evt/status/fmt/json', 1)), { code: 291 });
  await assert.rejects(session.publish(message('iot-2/evt/status/fmt/xml', 0)), { code: 276 });
  await assert.rejects(session.subscribe('iot-2/cmd/+/fmt/+', 0), { code: 276 });
  await assert.rejects(session.startJob({ topic: 'iot-2/evt/status/fmt/json', template: '{}', qos: 1, everyMs: 1_000 }), { code: 291 });
});

test('the will goes out without retain, and the platform publishes it when the connection breaks', async (context) => {
  const platform = await startPlatform(context);
  const bench = new SessionBench(context);
  await bench.sessions.connect(settingsOf(platform.port, asApplication), { token: apiKey.token });
  const proxy = await FaultProxy.start(context, { host: '127.0.0.1', port: platform.port });
  const will = { topic: 'iot-2/evt/gone/fmt/json', payload: '{"gone":true}', qos: 1 } as const;
  await bench.sessions.connect(settingsOf(proxy.port, { id: 'dev', identity: device, will }), { token: deviceToken });
  proxy.cut();
  const arrived = 'iot-2/type/sensor/id/one/evt/gone/fmt/json';
  await bench.until('the will', () => bench.crossed.includes(`down ${arrived}`));
  const record = bench.records.find(({ topic }) => topic === arrived);
  assert.deepEqual([Buffer.from(record?.payload ?? []).toString(), record?.qos, record?.retain], ['{"gone":true}', 1, false]);
});

const illegal: readonly (readonly [what: string, change: Partial<SessionSettings>, nearest: RegExp])[] = [
  [
    'a subscription',
    { subscriptions: [{ filter: 'iot-2/cmd/+/fmt/#', qos: 1 }] },
    /^A device must not subscribe to "iot-2\/cmd\/\+\/fmt\/#"/,
  ],
  ['a will', { will: { topic: 'iot-2/evt/gone', payload: '', qos: 0 } }, /^A device must not publish to "iot-2\/evt\/gone"/],
  [
    'a will that is too large',
    { will: { topic: 'iot-2/evt/gone/fmt/json', payload: 'x'.repeat(131_073), qos: 0 } },
    /131,073 bytes; 131,072 are allowed/,
  ],
];

for (const [what, change, text] of illegal) {
  test(`${what} for which the platform would close the connection keeps it from being opened`, async (context) => {
    const bench = new SessionBench(context);
    const broker = await TestBroker.start(context);
    const attempt = bench.connect(broker.port, change);
    await assert.rejects(attempt, (error) => isRefusal(error) && text.test(error.message));
    assert.deepEqual([bench.crossed, bench.states], [[], []]);
  });
}
