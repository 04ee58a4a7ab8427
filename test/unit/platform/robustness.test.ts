import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import * as mqttPacket from 'mqtt-packet';
import { asGateway } from '../../support/platform/testOrganisation.ts';
import { asApplication, asDevice, startPlatform, type TestPlatform } from '../../support/platform/testPlatform.ts';

const event = 'iot-2/evt/status/fmt/json';

const connect = mqttPacket.generate({
  cmd: 'connect',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clean: true,
  keepalive: 0,
  clientId: asDevice('two').clientId,
  username: 'use-token-auth',
  password: Buffer.from(asDevice('two').password),
});

/** A device and an application between which messages pass, whatever others do. */
async function bystanders(platform: TestPlatform): Promise<() => Promise<void>> {
  const app = await platform.connect(asApplication());
  await app.subscribe('iot-2/type/sensor/id/one/evt/+/fmt/+', 1);
  const device = await platform.connect(asDevice('one'));
  let count = 0;
  return async () => {
    device.publish(event, String(++count), { qos: 1 });
    await device.next('puback');
    const { payload, messageId = 0 } = await app.next('publish');
    app.send({ cmd: 'puback', messageId });
    assert.equal(payload.toString(), String(count));
  };
}

test('random bytes, with and without a CONNECT before them, disturb nobody else', async (t) => {
  const platform = await startPlatform(t);
  const check = await bystanders(platform);
  const attack = fc.record({ connected: fc.boolean(), bytes: fc.uint8Array({ minLength: 1, maxLength: 400 }), cut: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(attack, async ({ connected, bytes, cut }) => {
      const stranger = await platform.dial();
      if (connected) stranger.send(connect);
      stranger.send(bytes);
      if (cut) stranger.socket.resetAndDestroy();
      else stranger.socket.end();
      await check();
      await stranger.closed;
    }),
    { numRuns: 150 },
  );
  assert.deepEqual(platform.defects, []);
});

test('damaged packets disturb nobody else', async (t) => {
  const platform = await startPlatform(t);
  const check = await bystanders(platform);
  const packets = [
    mqttPacket.generate({ cmd: 'publish', topic: event, payload: '{}', qos: 1, messageId: 1, retain: false, dup: false }),
    mqttPacket.generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'iot-2/cmd/+/fmt/+', qos: 1 }] }),
    mqttPacket.generate({ cmd: 'unsubscribe', messageId: 1, unsubscriptions: ['iotdm-1/#'] }),
    mqttPacket.generate({
      cmd: 'publish',
      topic: 'iotdevice-1/mgmt/manage',
      payload: '{"reqId":"r"}',
      qos: 2,
      messageId: 2,
      retain: true,
      dup: true,
    }),
  ];
  const damage = fc.record({ packet: fc.constantFrom(...packets), at: fc.nat(), bit: fc.integer({ min: 0, max: 7 }) });
  await fc.assert(
    fc.asyncProperty(damage, async ({ packet, at, bit }) => {
      const damaged = Buffer.from(packet);
      const place = at % damaged.length;
      damaged[place] = damaged[place]! ^ (1 << bit);
      const stranger = await platform.dial();
      stranger.send(Buffer.concat([connect, damaged]));
      stranger.socket.end();
      await check();
      await stranger.closed;
    }),
    { numRuns: 150 },
  );
  assert.deepEqual(platform.defects, []);
});

test('a reader that does not read stalls nobody, and is closed as a slow consumer', async (t) => {
  const platform = await startPlatform(t);
  const check = await bystanders(platform);
  const slow = await platform.connect(asApplication('a:abc123:slow'));
  await slow.subscribe('iot-2/type/+/id/two/evt/+/fmt/+', 0);
  slow.socket.pause();
  const device = await platform.connect(asDevice('two'));
  const closed = (): boolean => platform.records.some(({ event }) => event?.kind === 'connection.closed');
  for (let round = 0; round < 100 && !closed(); round++) {
    for (let at = 0; at < 10; at++) device.publish(event, Buffer.alloc(131_072));
    await device.settled();
    await check();
  }
  const { code, reason } = await platform.event('connection.closed', 'a:abc123:slow');
  assert.equal(code, 178);
  assert.match(reason ?? '', /left 3\d{7} bytes unread/);
});

test('thousands of connections that send nothing leave the others alone', async (t) => {
  const platform = await startPlatform(t);
  const check = await bystanders(platform);
  const idle = await Promise.all(Array.from({ length: 500 }, () => platform.dial()));
  await check();
  for (const client of idle) client.socket.destroy();
  await check();
});

test('200 clients that send random bytes at once leave the others alone', async (t) => {
  const platform = await startPlatform(t);
  const check = await bystanders(platform);
  const strangers = await Promise.all(Array.from({ length: 200 }, () => platform.dial()));
  for (const [at, stranger] of strangers.entries()) {
    if (at % 2 === 0) stranger.send(connect);
    stranger.send(randomBytes(2000));
    if (at % 20 === 0) await check();
  }
  for (const stranger of strangers) stranger.socket.end();
  await check();
  await Promise.all(strangers.map((stranger) => stranger.closed));
  assert.deepEqual(platform.defects, []);
});

test('a flood of one device does not keep the others waiting', async (t) => {
  const platform = await startPlatform(t);
  const check = await bystanders(platform);
  const flooder = await platform.connect(asDevice('two'));
  const packet = mqttPacket.generate({ cmd: 'publish', topic: event, payload: 'x'.repeat(100), qos: 0, retain: false, dup: false });
  const flood = Buffer.concat(Array.from({ length: 1000 }, () => packet));
  for (let round = 0; round < 50; round++) {
    flooder.send(flood);
    await check();
  }
  await flooder.settled();
  const ups = platform.records.filter(({ clientId, direction }) => clientId === asDevice('two').clientId && direction === 'up');
  assert.equal(ups.filter(({ event }) => event === undefined).length, 50_000);
});

const stuck: readonly [what: string, bytes: Uint8Array][] = [
  ['half a packet', Buffer.from([0x30, 100, 0, 25])],
  ['half a header', Buffer.from([0x30, 0xff, 0xff])],
  ['one byte at the end of a large packet', Buffer.concat([Buffer.from([0x30, 0x80, 0x80, 0x08]), Buffer.alloc(131_071)])],
];

for (const [what, bytes] of stuck) {
  test(`a client that stops after ${what} holds nobody up`, async (t) => {
    const platform = await startPlatform(t);
    const check = await bystanders(platform);
    const stranger = await platform.connect(asDevice('two'));
    stranger.send(bytes);
    for (let round = 0; round < 5; round++) await check();
    assert.equal(
      platform.records.some(({ event }) => event?.kind === 'connection.closed'),
      false,
    );
    stranger.socket.destroy();
    await check();
  });
}

test('a client that announces 200 MB and sends them all is closed, and nobody notices', async (t) => {
  const platform = await startPlatform(t);
  const check = await bystanders(platform);
  const stranger = await platform.connect(asDevice('two'));
  stranger.send(Buffer.from([0x30, 0x80, 0x84, 0xaf, 0x5f]));
  const megabyte = Buffer.alloc(1024 * 1024);
  for (let at = 0; at < 200 && !stranger.socket.destroyed; at++) {
    stranger.socket.write(megabyte);
    await check();
  }
  await stranger.closed;
  const { code, reason } = await platform.event('connection.closed', asDevice('two').clientId);
  assert.equal(code, 287);
  assert.match(reason ?? '', /200000000 bytes/);
});

test('a gateway that floods with bad topics, each another, does not keep the others waiting', async (t) => {
  const gateway = { typeId: 'bridge', deviceId: 'g1', classId: 'Gateway' } as const;
  const platform = await startPlatform(t, { prepare: (registry) => void registry.addDevice(gateway, asGateway('g1').password) });
  const check = await bystanders(platform);
  const flooder = await platform.connect(asGateway('g1'));
  await flooder.subscribe('iot-2/type/bridge/id/g1/notify', 0);
  for (let round = 0; round < 20; round++) {
    for (let at = 0; at < 100; at++) flooder.publish(`iot-2/evt/${round}-${at}/fmt/json`, 'x');
    await check();
  }
  await flooder.settled();
  assert.equal(flooder.packets.filter(({ cmd }) => cmd === 'publish').length, 2000);
});
