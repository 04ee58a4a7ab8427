import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { openStorage } from '../../../../src/platform/store/openStorage.ts';
import { temporaryFolder } from '../../../support/platform/command.ts';
import { RawClient } from '../../../support/platform/rawClient.ts';
import { soon } from '../../../support/platform/soon.ts';
import { apiKey, asApplication, asDevice, deviceToken, org } from '../../../support/platform/testPlatform.ts';

const program = new URL('../../../support/platform/platformProgram.ts', import.meta.url);
const rounds = 4;
/** Unacknowledged messages of the publisher. */
const inFlight = 8;

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly devices: readonly string[];
}

async function start(t: TestContext, folder: string): Promise<Running> {
  const child = fork(program, [folder]);
  t.after(() => child.kill('SIGKILL'));
  const died = once(child, 'exit').then(() => Promise.reject(new Error('The platform ended before it began')));
  const [{ port, devices }] = (await soon('the platform', Promise.race([once(child, 'message'), died]))) as [
    Pick<Running, 'port' | 'devices'>,
  ];
  died.catch(() => undefined);
  return { child, port, devices };
}

async function connect(port: number, options: Parameters<RawClient['connect']>[0]): Promise<RawClient> {
  const client = await RawClient.dial(port);
  assert.equal((await client.connect(options)).returnCode, 0);
  return client;
}

/** What arrives at the application, acknowledged or not; resolves when its connection ends or `last` came. */
async function collect(application: RawClient, arrived: Set<string>, last?: string): Promise<void> {
  for (;;) {
    const message = await application.next('publish').catch(() => undefined);
    if (message === undefined) return;
    arrived.add(String(message.payload));
    if (message.messageId !== undefined) application.send({ cmd: 'puback', messageId: message.messageId });
    if (String(message.payload) === last) return;
  }
}

/** Publishes until so many messages are acknowledged, then kills the platform; what is acknowledged after that counts too. */
async function publishUntilKilled({ child, port }: Running, round: number, acknowledged: Set<string>): Promise<void> {
  const device = await connect(port, asDevice('one'));
  const wanted = acknowledged.size + 20 + Math.floor(Math.random() * 400);
  const open = new Map<number, string>();
  const publish = (number: number): void => {
    const text = `${round}/${number}`;
    open.set((number % 65_535) + 1, text);
    device.publish('iot-2/evt/e/fmt/txt', text, { qos: 1, messageId: (number % 65_535) + 1 });
  };
  for (let number = 0; number < inFlight; number++) publish(number);
  for (let number = inFlight; ; number++) {
    const answer = await device.next('puback').catch(() => undefined);
    if (answer === undefined) break;
    acknowledged.add(open.get(answer.messageId ?? 0) ?? 'unknown');
    if (acknowledged.size === wanted) child.kill('SIGKILL');
    if (!device.socket.destroyed) publish(number);
  }
  assert.ok(acknowledged.size >= wanted, `the platform closed the connection after ${acknowledged.size} of ${wanted} messages`);
}

test('a platform that is killed at any moment loses no acknowledged message for a durable session, and no registered device', async (t) => {
  const folder = temporaryFolder(t);
  const storage = openStorage(folder, org);
  storage.registry.addDevice({ typeId: 'sensor', deviceId: 'one' }, deviceToken);
  storage.registry.setApiKey(apiKey.key, apiKey.token);
  storage.close();
  const durable = { ...asApplication(), clean: false };
  const [acknowledged, arrived, added] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (let round = 0; round < rounds; round++) {
    const running = await start(t, folder);
    assert.deepEqual(
      [...added].filter((deviceId) => !running.devices.includes(deviceId)),
      [],
    );
    running.child.on('message', ({ added: deviceId }: { added: string }) => added.add(deviceId));
    const gone = once(running.child, 'exit');
    const application = await connect(running.port, durable);
    await application.subscribe('iot-2/type/+/id/+/evt/+/fmt/+', 1);
    // In every second round the application is away, and everything waits for it.
    if (round % 2 === 0) application.socket.destroy();
    const collected = collect(application, arrived);
    for (let at = 0; at < 50; at++) running.child.send(`${round}-${at}`, () => undefined);
    await publishUntilKilled(running, round, acknowledged);
    await Promise.all([gone, collected]);
  }
  const { port, devices } = await start(t, folder);
  const application = await connect(port, durable);
  const collected = collect(application, arrived, 'last');
  const device = await connect(port, asDevice('one'));
  device.publish('iot-2/evt/e/fmt/txt', 'last', { qos: 1, messageId: 1 });
  await collected;
  assert.ok(acknowledged.size >= rounds * 20 && added.size > 0);
  assert.deepEqual(
    [...acknowledged].filter((text) => !arrived.has(text)),
    [],
  );
  assert.deepEqual(
    [...added].filter((deviceId) => !devices.includes(deviceId)),
    [],
  );
});

test('what a device was told before the platform was killed is still so afterwards', async (t) => {
  const folder = temporaryFolder(t);
  const storage = openStorage(folder, org);
  storage.registry.addDevice({ typeId: 'sensor', deviceId: 'one' }, deviceToken);
  storage.close();
  const { child, port } = await start(t, folder);
  const gone = once(child, 'exit');
  const device = await connect(port, asDevice('one'));
  await device.subscribe('iotdm-1/#', 1);
  const d = { lifetime: 0, supports: { deviceActions: true, firmwareActions: false } };
  device.publish('iotdevice-1/mgmt/manage', JSON.stringify({ reqId: 'r', d }));
  assert.equal((JSON.parse(String((await device.next('publish')).payload)) as { rc: number }).rc, 200);
  child.kill('SIGKILL');
  await gone;
  const after = openStorage(folder, org);
  const [kept] = [...after.records.load()];
  after.close();
  assert.deepEqual(kept?.record.mgmt?.supports, d.supports);
});
