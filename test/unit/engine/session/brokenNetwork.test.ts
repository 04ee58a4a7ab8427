import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Message } from '../../../../src/wiotp/message.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { bytesOf } from '../../../support/engine/messages.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';
import { FaultProxy } from '../../../support/network/faultProxy.ts';

const event: Message = { topic: 'iot-2/evt/status/fmt/json', payload: bytesOf({ t: 21 }), qos: 1, retain: false };

async function benchBehindProxy(context: TestContext): Promise<{ bench: SessionBench; broker: TestBroker; proxy: FaultProxy }> {
  const broker = await TestBroker.start(context);
  const proxy = await FaultProxy.start(context, { host: '127.0.0.1', port: broker.port });
  return { bench: new SessionBench(context), broker, proxy };
}

test('a cut is no fight: it comes back however often, subscribes again and goes on', async (context) => {
  const { bench, broker, proxy } = await benchBehindProxy(context);
  await bench.connect(proxy.port);
  for (const wait of [1, 2, 5, 20]) {
    bench.clock.advance(2_000);
    proxy.cut();
    await bench.untilPhase('waiting');
    assert.match(bench.state.reason ?? '', /^The connection broke: .*ECONNRESET/);
    assert.deepEqual(
      bench.state.subscriptions.map(({ granted }) => granted),
      [undefined, undefined],
    );
    bench.clock.advance(wait * 1_000);
    await bench.untilPhase('connected');
  }
  assert.deepEqual(
    bench.state.subscriptions.map(({ granted }) => granted),
    [1, 1],
  );
  await broker.send('iot-2/cmd/reset/fmt/json', {});
  await bench.until('the command', () => bench.crossed.includes('down iot-2/cmd/reset/fmt/json'));
});

test('a half-open connection is noticed by the keepalive, and what was in flight is delivered afterwards', async (context) => {
  const { bench, broker, proxy } = await benchBehindProxy(context);
  await bench.connect(proxy.port, { keepAliveSeconds: 1 });
  proxy.halfOpen();
  const outcome = bench.sessions.get('one').publish(event);
  bench.clock.advance(1_500);
  await bench.untilPhase('waiting');
  assert.match(bench.state.reason ?? '', /no PINGRESP came within the keepalive time/);
  assert.equal(await outcome, 'waiting');
  proxy.heal();
  bench.clock.advance(1_000);
  await bench.untilPhase('connected');
  assert.equal((await broker.heard(event.topic)).length, 1);
});

const garbage: readonly (readonly [what: string, bytes: Uint8Array])[] = [
  ['a packet type that does not exist', Uint8Array.of(0x00, 0x00)],
  ['a length that never ends', Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff, 0xff)],
  ['text of another protocol', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['a PUBLISH with QoS 3', Uint8Array.of(0x36, 0x02, 0x00, 0x00)],
];

for (const [what, bytes] of garbage) {
  test(`${what} ends the connection with an explanation, and it comes back`, async (context) => {
    const { bench, proxy } = await benchBehindProxy(context);
    await bench.connect(proxy.port);
    bench.clock.advance(2_000);
    proxy.garbage(bytes);
    await bench.untilPhase('waiting');
    assert.match(bench.state.reason ?? '', /^What the other side sends is not MQTT/);
    bench.clock.advance(1_000);
    await bench.untilPhase('connected');
  });
}

test('garbage instead of CONNACK is a refusal at once', async (context) => {
  const { bench, proxy } = await benchBehindProxy(context);
  proxy.halfOpen();
  const attempt = bench.connect(proxy.port);
  while (proxy.open === 0) await new Promise(setImmediate);
  proxy.garbage(Uint8Array.of(0x00, 0x00));
  await assert.rejects(attempt, (error) => isRefusal(error) && /is not MQTT/.test(error.message));
  assert.equal(bench.clock.pending, 0);
});

test('a slow network delays and loses nothing', async (context) => {
  const { bench, broker, proxy } = await benchBehindProxy(context);
  proxy.delay(40);
  await bench.connect(proxy.port);
  const numbers = [1, 2, 3, 4, 5];
  const outcomes = numbers.map((n) => bench.sessions.get('one').publish({ ...event, payload: bytesOf({ n }) }));
  assert.deepEqual(new Set(await Promise.all(outcomes)), new Set(['acknowledged']));
  assert.deepEqual(
    (await broker.heard(event.topic, 5)).map(({ payload }) => payload),
    numbers.map((n) => `{"n":${n}}`),
  );
});

test('a proxy that refuses is tried again until it lets through', async (context) => {
  const { bench, proxy } = await benchBehindProxy(context);
  await bench.connect(proxy.port);
  proxy.refuse();
  bench.clock.advance(2_000);
  proxy.cut();
  for (const wait of [1, 2, 5]) {
    await bench.untilPhase('waiting');
    bench.clock.advance(wait * 1_000);
  }
  await bench.untilPhase('waiting');
  assert.equal(bench.state.failed, false);
  proxy.heal();
  bench.clock.advance(20_000);
  await bench.untilPhase('connected');
});
