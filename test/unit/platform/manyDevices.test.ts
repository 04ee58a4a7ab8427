import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LoadClient, encode } from '../../bench/load/loadClient.ts';
import { asApplication, asDevice, deviceToken, startPlatform } from '../../support/platform/testPlatform.ts';
import { soon } from '../../support/platform/soon.ts';

const count = 2000;
const manage = encode({
  cmd: 'publish',
  topic: 'iotdevice-1/mgmt/manage',
  payload: '{"d":{"lifetime":3600},"reqId":"r"}',
  qos: 1,
  messageId: 2,
  dup: false,
  retain: false,
});
const subscribe = encode({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'iotdm-1/#', qos: 1 }] });

test('2,000 devices are connected and managed at once, and messages still pass', async (t) => {
  const deviceIds = Array.from({ length: count }, (_, at) => `d${at}`);
  const platform = await startPlatform(t, {
    prepare: (registry) => {
      for (const deviceId of deviceIds) registry.addDevice({ typeId: 'sensor', deviceId }, deviceToken);
    },
  });
  const application = await platform.connect(asApplication());
  await application.subscribe('iot-2/type/+/id/+/evt/+/fmt/+', 1);
  let answers = 0;
  const { promise: answered, resolve } = Promise.withResolvers<void>();
  const clients = await Promise.all(
    deviceIds.map((deviceId) =>
      LoadClient.connect(platform.port, { ...asDevice(deviceId), clean: true }, (first) => {
        if (first >> 4 === 3 && ++answers === count) resolve();
      }),
    ),
  );
  t.after(() => clients.forEach((client) => client.end()));
  for (const client of clients) client.send(Buffer.concat([subscribe, manage]));
  await soon('2,000 answers', answered);
  const states = platform.platform.fleet.states().filter(({ deviceId }) => deviceIds.includes(deviceId));
  assert.deepEqual([states.length, states.filter(({ online, managed }) => online && managed).length], [count, count]);
  const last = clients.at(-1);
  last?.send(encode({ cmd: 'publish', topic: 'iot-2/evt/e/fmt/txt', payload: 'still', qos: 0, dup: false, retain: false }));
  assert.equal(String((await application.next('publish')).payload), 'still');
});
