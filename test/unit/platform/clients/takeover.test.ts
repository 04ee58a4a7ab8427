import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startMessaging } from '../../../support/platform/messaging.ts';
import { asApplication, asDevice, asGateway } from '../../../support/platform/testOrganisation.ts';

const command = 'iot-2/type/sensor/id/one/cmd/c/fmt/json';

for (const clean of [true, false]) {
  test(`of 100 connections at once with one client ID the last one stays, clean session ${clean}`, async (t) => {
    const messaging = startMessaging(t);
    const app = await messaging.connect(asApplication());
    const all = await Promise.all(Array.from({ length: 100 }, () => messaging.dial()));
    const answers = await Promise.allSettled(all.map((client) => client.connect({ ...asDevice('one'), clean })));
    assert.equal(answers.filter((answer) => answer.status === 'fulfilled' && answer.value.returnCode === 0).length, 100);
    await messaging.record(() => messaging.events('connection.closed').length === 99);
    assert.deepEqual([...new Set(messaging.events('connection.closed').map(({ code }) => code))], [288]);
    const { peer } = messaging.directory.find(asDevice('one').clientId) ?? {};
    const survivor = all.find((client) => client.peer === peer);
    assert.ok(survivor !== undefined);
    await Promise.all(all.filter((client) => client !== survivor).map((client) => client.closed));
    await survivor.subscribe('iot-2/cmd/+/fmt/+', 1);
    app.publish(command, 'x', { qos: 1 });
    assert.equal(String((await survivor.next('publish')).payload), 'x');
  });
}

test('two clients that push each other out forever do so, and others do not notice', async (t) => {
  const messaging = startMessaging(t);
  const app = await messaging.connect(asApplication());
  await app.subscribe('iot-2/type/sensor/id/two/evt/+/fmt/+', 1);
  const two = await messaging.connect(asDevice('two'));
  for (let round = 0; round < 50; round++) {
    const client = await messaging.connect({ ...asDevice('one'), clean: round % 2 === 0 });
    await client.subscribe('iot-2/cmd/+/fmt/+', 1);
    two.publish('iot-2/evt/e/fmt/txt', String(round), { qos: 1 });
    await two.next('puback');
    const { payload, messageId = 0 } = await app.next('publish');
    app.send({ cmd: 'puback', messageId });
    assert.equal(String(payload), String(round));
  }
  assert.equal(messaging.events('connection.closed').length, 49);
});

test('a frozen connection is replaced like any other, and its session is not lost with it', async (t) => {
  const messaging = startMessaging(t);
  const first = await messaging.connect({ ...asDevice('one'), clean: false });
  await first.subscribe('iot-2/cmd/+/fmt/+', 1);
  messaging.directory.find(asDevice('one').clientId)?.freeze();
  const app = await messaging.connect(asApplication());
  app.publish(command, 'kept', { qos: 1 });
  await app.next('puback');
  assert.deepEqual(first.packets, []);
  const second = await messaging.connect({ ...asDevice('one'), clean: false });
  const { payload, dup } = await second.next('publish');
  assert.deepEqual([String(payload), dup], ['kept', true]);
  assert.equal((await messaging.event('connection.closed')).code, 288);
});

test('a device and a gateway may have the same type and ID in their client IDs only as what they are', async (t) => {
  const messaging = startMessaging(t);
  const gateway = await messaging.connect(asGateway('g1'));
  const device = await messaging.dial();
  const { returnCode } = await device.connect({ ...asGateway('g1'), clientId: asGateway('g1').clientId.replace('g:', 'd:') });
  assert.equal(returnCode, 5);
  await gateway.settled();
});
