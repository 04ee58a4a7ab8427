import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invalidText } from '../../../../src/wiotp/kind.ts';
import { catalog } from '../../../../src/wiotp/catalog.ts';
import { asDevice, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';
import type { RawClient } from '../../../support/platform/rawClient.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

async function subscribed(platform: TestPlatform): Promise<RawClient> {
  const device = await platform.connect(asDevice('one'));
  await device.subscribe('iotdm-1/#', 1);
  return device;
}

async function answer(device: RawClient): Promise<unknown> {
  const { topic, payload, qos } = await device.next('publish');
  assert.deepEqual([topic, qos], ['iotdm-1/response', 1]);
  return JSON.parse(payload.toString());
}

function managed({ platform }: TestPlatform): boolean | undefined {
  return platform.fleet.states().find(({ deviceId }) => deviceId === 'one')?.managed;
}

const requests = catalog.filter(({ name, sender }) => name.startsWith('dm.') && sender === 'device' && name !== 'dm.deviceResponse');

for (const { name, topic = '', examples, invalid } of requests) {
  test(`${name} is answered with 200`, async (t) => {
    const platform = await startPlatform(t);
    const device = await subscribed(platform);
    for (const example of examples) {
      device.publish(topic, JSON.stringify({ ...(example as object), reqId: 'r-1' }), { qos: 1 });
      assert.deepEqual(await answer(device), { rc: 200, reqId: 'r-1' }, JSON.stringify(example));
    }
  });

  test(`${name} is answered with 400 and what is wrong when its payload breaks a rule`, async (t) => {
    const platform = await startPlatform(t);
    const device = await subscribed(platform);
    for (const example of invalid) {
      const { why } = example;
      const request = { reqId: 'r-1', ...(JSON.parse(invalidText(example)) as { reqId?: unknown }) };
      device.publish(topic, JSON.stringify(request));
      // Where the reqId itself is what is wrong, there is nothing to answer to.
      if (typeof request.reqId !== 'string' || request.reqId === '') continue;
      const { rc, message } = (await answer(device)) as { rc: number; message: string };
      assert.equal(rc, 400, why);
      assert.match(message, /^\S.{10,119}$/, why);
    }
    await device.settled();
    assert.deepEqual([device.packets, managed(platform)], [[], false]);
  });
}

test('the message of a 400 is what the judge says', async (t) => {
  const platform = await startPlatform(t, { judge: ({ name }) => `${name} breaks a rule` });
  const device = await subscribed(platform);
  device.publish('iotdevice-1/notify', '{"reqId":"r"}');
  assert.deepEqual(await answer(device), { rc: 400, message: 'dm.notify breaks a rule', reqId: 'r' });
});

test('the acknowledgement of a request comes before its answer', async (t) => {
  const platform = await startPlatform(t);
  const device = await subscribed(platform);
  device.publish('iotdevice-1/mgmt/manage', '{"reqId":"r"}', { qos: 1, messageId: 5 });
  await device.next('publish');
  assert.equal(device.packets[0]?.cmd, 'puback');
});

test('a request without reqId is carried out and not answered', async (t) => {
  const platform = await startPlatform(t);
  const device = await subscribed(platform);
  device.publish('iotdevice-1/mgmt/manage', '{}', { qos: 1 });
  await device.next('puback');
  await device.settled();
  assert.deepEqual([device.packets, managed(platform)], [[], true]);
});

test('an operation that does not exist is answered with 404', async (t) => {
  const platform = await startPlatform(t);
  const device = await subscribed(platform);
  device.publish('iotdevice-1/mgmt/mange', '{"reqId":"r"}');
  assert.deepEqual(await answer(device), {
    rc: 404,
    message: 'There is no Device Management operation iotdevice-1/mgmt/mange.',
    reqId: 'r',
  });
});

test('bytes that are no JSON harm nobody', async (t) => {
  const platform = await startPlatform(t);
  const device = await subscribed(platform);
  for (const text of ['', '{', '[]', 'null', '{"reqId":', '\u0000', '{"reqId":{}}']) device.publish('iotdevice-1/mgmt/manage', text);
  device.publish('iotdevice-1/response', '{"rc":');
  await device.settled();
  assert.deepEqual(device.packets, []);
});

test('manage makes a device managed, unmanage ends that', async (t) => {
  const platform = await startPlatform(t);
  const device = await subscribed(platform);
  device.publish('iotdevice-1/mgmt/manage', '{"reqId":"a"}');
  await answer(device);
  assert.equal(managed(platform), true);
  device.publish('iotdevice-1/mgmt/unmanage', '{"reqId":"b"}');
  await answer(device);
  assert.equal(managed(platform), false);
});

test('a device becomes dormant when its lifetime passes without another Manage request', async (t) => {
  const clock = new FakeClock();
  const platform = await startPlatform(t, { clock });
  const device = await subscribed(platform);
  const manage = async (): Promise<void> => {
    device.publish('iotdevice-1/mgmt/manage', '{"d":{"lifetime":3600},"reqId":"a"}');
    await answer(device);
  };
  await manage();
  clock.advance(3_000_000);
  await manage();
  clock.advance(3_599_999);
  assert.equal(managed(platform), true);
  clock.advance(1);
  assert.equal(managed(platform), false);
});
