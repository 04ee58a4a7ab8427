import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManagedDevice } from '../../../../src/engine/agent/managedDevice.ts';
import type { TrafficRecord } from '../../../../src/rpc/traffic.ts';
import { catalog } from '../../../../src/wiotp/catalog.ts';
import type { Direction, Message } from '../../../../src/wiotp/message.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { buildTopic } from '../../../../src/wiotp/topic.ts';
import { bytesOf, recorded } from '../../../support/engine/messages.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

/** A managed device whose messages go nowhere, and whose platform is the test. */
class DeviceBench {
  readonly clock = new FakeClock();
  readonly sent: { topic: string; payload: Record<string, unknown> }[] = [];
  readonly device: ManagedDevice;
  publishFails: Error | undefined;
  #ids = 0;

  constructor(lifetimeSeconds = 0) {
    this.device = new ManagedDevice({
      device: { deviceId: 't-1', lifetimeSeconds },
      clock: this.clock,
      newReqId: () => `id-${++this.#ids}`,
      publish: (message) => this.#publish(message),
      changed: () => undefined,
    });
  }

  /** Lets the device hear a message. */
  cross(direction: Direction, topic: string, payload: unknown, facts: Partial<TrafficRecord> = {}): void {
    this.device.observe(recorded({ direction, topic, payload: bytesOf(payload), time: this.clock.now(), ...facts }));
  }

  /** Manages, and answers that with an rc. */
  async manage(rc = 200): Promise<void> {
    const managing = this.device.manage();
    this.cross('down', 'iotdm-1/response', { rc, reqId: this.sent.at(-1)?.payload['reqId'] });
    assert.deepEqual(await managing, { rc });
  }

  async #publish({ topic, payload }: Message): Promise<void> {
    if (this.publishFails !== undefined) throw this.publishFails;
    this.sent.push({ topic, payload: JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown> });
    this.device.observe(recorded({ topic, payload }));
  }
}

/** Lets what follows from settled promises happen. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

test('manages, and is managed from the answer with its reqId on', async () => {
  const bench = new DeviceBench();
  const managing = bench.device.manage();
  bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: 'another' });
  assert.equal(bench.device.managed, false);
  bench.cross('down', 'iotdm-1/response', { rc: '200', reqId: 'id-1', message: 'welcome' });
  assert.deepEqual(await managing, { rc: 200, message: 'welcome' });
  assert.equal(bench.device.managed, true);
  assert.equal(bench.clock.pending, 0, 'a device that is never dormant renews nothing');
});

test('no answer within 10 s is a refusal, and a later one still counts', async () => {
  const bench = new DeviceBench();
  const managing = bench.device.manage();
  bench.clock.advance(10_000);
  await assert.rejects(managing, { name: 'Refusal', message: 'The platform did not answer the Manage request within 10 s.' });
  assert.match(bench.device.note ?? '', /did not answer/);
  bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: 'id-1' });
  assert.equal(bench.device.managed, true);
  assert.equal(bench.device.note, undefined);
});

test('a request that cannot be sent fails with the reason', async () => {
  const bench = new DeviceBench();
  bench.publishFails = new Error('no way out');
  await assert.rejects(bench.device.manage(), { message: 'no way out' });
  assert.equal(bench.clock.pending, 0);
});

for (const [lifetime, seconds] of [
  [3600, 3480],
  [200, 100],
] as const) {
  test(`with a lifetime of ${lifetime} s it manages again after ${seconds} s, and again`, async () => {
    const bench = new DeviceBench(lifetime);
    await bench.manage();
    for (const times of [2, 3]) {
      bench.clock.advance(seconds * 1_000 - 1);
      assert.equal(bench.sent.length, times - 1);
      bench.clock.advance(1);
      assert.equal(bench.sent.length, times);
      bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: `id-${times}` });
      await settled();
      assert.equal(bench.device.managed, true);
    }
  });
}

test('a lifetime longer than a timer can be set does not manage at once again', async () => {
  const bench = new DeviceBench(365 * 24 * 3600);
  await bench.manage();
  bench.clock.advance(24 * 3600 * 1_000);
  assert.equal(bench.sent.length, 1);
});

test('a renewal that is refused ends it with a note', async () => {
  const bench = new DeviceBench(3600);
  await bench.manage();
  bench.clock.advance(3_480_000);
  bench.cross('down', 'iotdm-1/response', { rc: 404, reqId: 'id-2' });
  await settled();
  assert.equal(bench.device.managed, false);
  assert.match(bench.device.note ?? '', /rc 404: the device is not registered/);
  assert.equal(bench.clock.pending, 0);
});

test('hears what the user publishes by hand: a Manage request with its lifetime, and an Unmanage request', () => {
  const bench = new DeviceBench();
  bench.cross('up', 'iotdevice-1/mgmt/manage', { d: { lifetime: 7200 }, reqId: 'mine' });
  bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: 'mine' });
  assert.equal(bench.device.managed, true);
  bench.cross('up', 'iotdevice-1/mgmt/unmanage', { reqId: 'enough' });
  bench.cross('down', 'iotdm-1/response', { rc: 409, reqId: 'enough' });
  assert.equal(bench.device.managed, true);
  bench.cross('up', 'iotdevice-1/mgmt/unmanage', { reqId: 'enough-2' });
  bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: 'enough-2' });
  assert.equal(bench.device.managed, false);
  assert.equal(bench.clock.pending, 0, 'and renews no more');
});

test('a lost connection fails what waits, ends being managed, and leaves no timer', async () => {
  const bench = new DeviceBench(3600);
  await bench.manage();
  const managing = bench.device.manage();
  bench.device.disconnected(new Error('lost'));
  await assert.rejects(managing, { message: 'lost' });
  assert.equal(bench.device.managed, false);
  assert.equal(bench.clock.pending, 0);
  bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: 'id-2' });
  assert.equal(bench.device.managed, false, 'an answer of the connection before');
  await bench.manage();
  assert.equal(bench.device.managed, true);
});

for (const kind of catalog.filter(({ sender, answer }) => sender === 'platform' && answer !== undefined)) {
  const topic = buildTopic(kind.name, { bundleId: 'bundle', actionId: 'action' });
  test(`${kind.name} waits for the user’s answer`, async () => {
    const bench = new DeviceBench();
    bench.cross('down', topic, { reqId: 'r' });
    assert.deepEqual(bench.device.pending, [{ reqId: 'r', kind: kind.name, title: kind.title, topic, received: bench.clock.now() }]);
    assert.equal(await bench.device.answer('r', { rc: 200 }), kind.name);
    assert.deepEqual(bench.sent, [{ topic: 'iotdevice-1/response', payload: { rc: 200, reqId: 'r' } }]);
    assert.deepEqual(bench.device.pending, []);
  });

  test(`${kind.name} without reqId cannot be answered, so it does not wait`, () => {
    const bench = new DeviceBench();
    bench.cross('down', topic, {});
    bench.cross('down', topic, { reqId: 7 });
    bench.cross('down', topic, 'no JSON');
    assert.deepEqual(bench.device.pending, []);
  });
}

test('what does not ask for an answer does not wait for one', () => {
  const bench = new DeviceBench();
  bench.cross('down', 'iotdm-1/response', { rc: 200, reqId: 'r' });
  bench.cross('down', 'iot-2/cmd/reset/fmt/json', { reqId: 'r' });
  bench.cross('down', 'iotdm-1/mgmt/initiate/nonsense', { reqId: 'r' });
  bench.cross('up', 'iotdm-1/observe', { reqId: 'r' });
  assert.deepEqual(bench.device.pending, []);
});

test('a reqId is answered once, and an unknown one not at all', async () => {
  const bench = new DeviceBench();
  await assert.rejects(bench.device.answer('r', { rc: 200 }), isRefusal);
  bench.cross('down', 'iotdm-1/observe', { reqId: 'r' });
  await bench.device.answer('r', { rc: 200 });
  await assert.rejects(bench.device.answer('r', { rc: 200 }), /No request with the reqId "r" waits/);
});

test('when a platform uses a reqId again the later request counts', () => {
  const bench = new DeviceBench();
  bench.cross('down', 'iotdm-1/observe', { reqId: 'r' });
  bench.cross('down', 'iotdm-1/cancel', { reqId: 'r' });
  assert.deepEqual(
    bench.device.pending.map(({ kind }) => kind),
    ['dm.cancel'],
  );
});

test('an answer that cannot be sent leaves the request pending', async () => {
  const bench = new DeviceBench();
  bench.cross('down', 'iotdm-1/observe', { reqId: 'r' });
  bench.publishFails = new Error('no way out');
  await assert.rejects(bench.device.answer('r', { rc: 200 }), { message: 'no way out' });
  assert.equal(bench.device.pending.length, 1);
});

test('of more than 100 requests the oldest is dropped, and that is said', () => {
  const bench = new DeviceBench();
  for (let at = 0; at < 101; at++) bench.cross('down', 'iotdm-1/observe', { reqId: `r${at}` });
  assert.equal(bench.device.pending.length, 100);
  assert.equal(bench.device.pending[0]?.reqId, 'r1');
  assert.equal(bench.device.note, 'More than 100 requests wait for an answer; the oldest (Observe request, reqId r0) was dropped.');
});
