import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintPayload } from '../../../../src/lint/lintPayload.ts';
import { kindNamed } from '../../../../src/wiotp/catalog.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { startMessaging } from '../../../support/platform/messaging.ts';
import type { RawClient } from '../../../support/platform/rawClient.ts';
import { apiKey, asApplication, asDevice, asGateway } from '../../../support/platform/testOrganisation.ts';

const ofDevices = 'iot-2/type/+/id/+/mon';
const ofApplications = 'iot-2/app/+/mon';
const day = 86_400_000;

interface Status {
  readonly topic: string;
  readonly retain: boolean;
  readonly told: Readonly<Record<string, unknown>>;
}

async function status(client: RawClient): Promise<Status> {
  const { topic, retain, qos, payload } = await client.next('publish');
  assert.equal(qos, 0);
  const text = String(payload);
  assert.deepEqual(lintPayload(text, kindNamed(topic.startsWith('iot-2/app/') ? 'mon.app' : 'mon.device')), []);
  return { topic, retain, told: JSON.parse(text) as Record<string, unknown> };
}

/** What is kept for a filter, as somebody who comes now gets it. */
async function kept(messaging: ReturnType<typeof startMessaging>, filter: string): Promise<readonly unknown[][]> {
  const late = await messaging.connect(asApplication('a:abc123:late'));
  await late.subscribe(filter, 2);
  await late.settled();
  const found: unknown[][] = [];
  while (late.packets.length > 0) {
    const { told, retain } = await status(late);
    found.push([told['ClientID'], told['Action'], retain]);
  }
  late.send({ cmd: 'disconnect' });
  await late.closed;
  return found.filter(([clientId]) => clientId !== 'a:abc123:late');
}

test('Connect and Disconnect of a device have exactly the fields that are documented', async (t) => {
  const clock = new FakeClock();
  const messaging = startMessaging(t, { clock });
  const watch = await messaging.connect(asApplication());
  await watch.subscribe(ofDevices, 2);
  const one = await messaging.connect(
    { ...asDevice('one'), clean: false },
    { secure: true, webSocket: true, port: 8883, peer: '[::1]:5000' },
  );
  const connect = await status(watch);
  const when = new Date(clock.now()).toISOString();
  const common = {
    ClientAddr: '::1',
    ClientID: 'd:abc123:sensor:one',
    Port: 8883,
    Secure: true,
    Protocol: 'mqtt4-ws',
    ConnectTime: when,
  };
  assert.deepEqual(connect, {
    topic: 'iot-2/type/sensor/id/one/mon',
    retain: false,
    told: { Action: 'Connect', Time: when, ...common, Durable: true, NewSession: true },
  });
  one.publish('iot-2/evt/e/fmt/json', '{"a":1}', { qos: 1 });
  await one.next('puback');
  clock.advance(1500);
  one.send({ cmd: 'disconnect' });
  const { told } = await status(watch);
  const { ReadBytes, WriteBytes, ...rest } = told;
  assert.deepEqual(rest, {
    Action: 'Disconnect',
    Time: new Date(clock.now()).toISOString(),
    ...common,
    ReadMsg: 1,
    WriteMsg: 0,
  });
  assert.equal(ReadBytes, one.socket.bytesWritten);
  assert.equal(WriteBytes, one.socket.bytesRead);
});

test('an application shows its API key; MQTT 3.1 is mqtt3; why it was closed is told with its code', async (t) => {
  const messaging = startMessaging(t);
  const watch = await messaging.connect(asApplication());
  await watch.subscribe('iot-2/app/other/mon', 0);
  const other = await messaging.connect({ ...asApplication('a:abc123:other'), protocolVersion: 3, protocolId: 'MQIsdp' });
  const { told } = await status(watch);
  assert.deepEqual([told['User'], told['Protocol'], told['Durable']], [apiKey.key, 'mqtt3', false]);
  other.publish('bad', '');
  const end = await status(watch);
  assert.deepEqual([end.told['Action'], end.told['CloseCode']], ['Disconnect', 276]);
  assert.match(String(end.told['Reason']), /must not publish to "bad"/);
});

test('whoever subscribes later gets the latest of each device, and of applications that are there', async (t) => {
  const messaging = startMessaging(t);
  const one = await messaging.connect(asDevice('one'));
  await messaging.connect(asDevice('two'));
  const app = await messaging.connect(asApplication());
  one.socket.destroy();
  await messaging.event('connection.closed', asDevice('one').clientId);
  assert.deepEqual(await kept(messaging, ofDevices), [
    [asDevice('one').clientId, 'Disconnect', true],
    [asDevice('two').clientId, 'Connect', true],
  ]);
  assert.deepEqual(await kept(messaging, 'iot-2/type/sensor/id/two/mon'), [[asDevice('two').clientId, 'Connect', true]]);
  assert.deepEqual(await kept(messaging, ofApplications), [[asApplication().clientId, 'Connect', true]]);
  app.socket.destroy();
  await messaging.event('connection.closed', asApplication().clientId);
  assert.deepEqual(await kept(messaging, ofApplications), []);
});

test('a takeover is a Disconnect with 288 and then a Connect, which is kept', async (t) => {
  const messaging = startMessaging(t);
  const watch = await messaging.connect(asApplication());
  await messaging.connect(asDevice('one'));
  await watch.subscribe(ofDevices, 0);
  await status(watch);
  await messaging.connect(asDevice('one'));
  const seen = [(await status(watch)).told, (await status(watch)).told];
  assert.deepEqual(
    seen.map(({ Action, CloseCode }) => [Action, CloseCode]),
    [
      ['Disconnect', 288],
      ['Connect', undefined],
    ],
  );
  assert.deepEqual(await kept(messaging, ofDevices), [[asDevice('one').clientId, 'Connect', true]]);
});

test('the end of one connection of a scalable application does not clear the status of another', async (t) => {
  const messaging = startMessaging(t);
  const shared = asApplication('A:abc123:shared');
  const first = await messaging.connect(shared);
  await messaging.connect(shared);
  first.socket.destroy();
  await messaging.event('connection.closed', shared.clientId);
  assert.deepEqual(await kept(messaging, ofApplications), [[shared.clientId, 'Connect', true]]);
});

test('when the newer connection of an application goes, the status of the older one shows again', async (t) => {
  const messaging = startMessaging(t);
  const shared = asApplication('A:abc123:shared');
  await messaging.connect(shared, { port: 1 });
  const second = await messaging.connect(shared, { port: 2 });
  const portsKept = (): readonly unknown[] =>
    messaging.monitor
      .retained('iot-2/app/+/mon')
      .map(({ payload }) => (JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>)['Port']);
  assert.deepEqual(portsKept(), [2]);
  second.socket.destroy();
  await messaging.event('connection.closed', shared.clientId);
  assert.deepEqual(portsKept(), [1]);
});

test('FailedConnect is told at once with code and reason, and not kept', async (t) => {
  const messaging = startMessaging(t);
  const watch = await messaging.connect(asApplication());
  await watch.subscribe(ofDevices, 0);
  await (await messaging.dial()).connect({ ...asDevice('one'), password: 'wrong' });
  const { told, topic } = await status(watch);
  assert.equal(topic, 'iot-2/type/sensor/id/one/mon');
  const { Action, CloseCode, Reason, ClientID, Protocol, User } = told;
  assert.deepEqual([Action, CloseCode, ClientID, Protocol, User], ['FailedConnect', 180, asDevice('one').clientId, 'mqtt4', undefined]);
  assert.match(String(Reason), /token of the device sensor one is wrong/);
  await (await messaging.dial()).connect({ ...asDevice('one'), clientId: 'd:other1:sensor:one' });
  await watch.settled();
  assert.deepEqual(watch.packets, [], 'nobody hears of another organisation');
  assert.deepEqual(await kept(messaging, ofDevices), []);
});

test('what is kept expires after 8 days, and goes with its device', async (t) => {
  const clock = new FakeClock();
  const messaging = startMessaging(t, { clock });
  await messaging.connect(asDevice('one'));
  clock.advance(8 * day - 1);
  await messaging.connect(asDevice('two'));
  assert.equal((await kept(messaging, ofDevices)).length, 2);
  clock.advance(1);
  assert.deepEqual(await kept(messaging, ofDevices), [[asDevice('two').clientId, 'Connect', true]]);
  messaging.monitor.forget({ typeId: 'sensor', deviceId: 'two' });
  assert.deepEqual(await kept(messaging, ofDevices), []);
});

test('a gateway learns the status of its own group only, a device that of nobody', async (t) => {
  const messaging = startMessaging(t);
  const one = await messaging.connect(asDevice('one'));
  await messaging.connect(asDevice('two'));
  const g1 = await messaging.connect(asGateway('g1'));
  g1.publish('iot-2/type/sensor/id/one/evt/e/fmt/json', '{}');
  await g1.subscribe(ofDevices, 0);
  const found = [(await status(g1)).told['ClientID'], (await status(g1)).told['ClientID']];
  assert.deepEqual(found, [asDevice('one').clientId, asGateway('g1').clientId]);
  await one.subscribe('iot-2/mon', 0);
  await Promise.all([one.settled(), g1.settled()]);
  assert.deepEqual([one.packets, g1.packets], [[], []]);
});
