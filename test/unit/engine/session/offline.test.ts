import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { IPublishPacket } from 'mqtt-packet';
import type { Message, Qos } from '../../../../src/wiotp/message.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { bytesOf } from '../../../support/engine/messages.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';

const topic = 'iot-2/evt/status/fmt/json';

function message(n: number, qos: Qos = 1): Message {
  return { topic, payload: bytesOf({ n }), qos, retain: false };
}

/** A session whose broker has gone. */
async function offline(context: TestContext): Promise<{ bench: SessionBench; port: number }> {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  await broker.stop();
  await bench.untilPhase('waiting');
  return { bench, port: broker.port };
}

async function back(context: TestContext, bench: SessionBench, port: number): Promise<TestBroker> {
  const broker = await TestBroker.start(context, { port });
  bench.clock.advance(1_000);
  await bench.untilPhase('connected');
  return broker;
}

test('messages with QoS 1 and 2 wait for the connection and arrive in order, before later ones', async (context) => {
  const { bench, port } = await offline(context);
  const session = bench.sessions.get('one');
  for (const n of [1, 2, 3]) assert.equal(await session.publish(message(n, n === 2 ? 2 : 1)), 'waiting');
  assert.equal(bench.state.waiting, 3);
  const broker = await back(context, bench, port);
  assert.equal(await session.publish(message(4)), 'acknowledged');
  await broker.heard(topic, 4);
  // As it left: between messages of different QoS a broker keeps no order.
  const left = bench.records.filter(({ direction, topic: on }) => direction === 'up' && on === topic);
  assert.deepEqual(
    left.map(({ payload }) => Buffer.from(payload).toString()),
    ['{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}'],
  );
  assert.deepEqual([bench.state.waiting, bench.state.undelivered], [0, []]);
});

test('a message that waits is the one that was sent, whatever happens to its bytes', async (context) => {
  const { bench, port } = await offline(context);
  const payload = Uint8Array.from(bytesOf({ n: 1 }));
  await bench.sessions.get('one').publish({ ...message(1), payload });
  payload.fill(0);
  const broker = await back(context, bench, port);
  assert.equal((await broker.heard(topic))[0]?.payload, '{"n":1}');
});

const limits: readonly (readonly [what: string, size: number, fits: number])[] = [
  ['1,000 messages', 1, 1_000],
  ['8 MB', 131_072, 64],
];

for (const [what, size, fits] of limits) {
  test(`at most ${what} wait, and one more is refused and said`, async (context) => {
    const { bench } = await offline(context);
    const session = bench.sessions.get('one');
    const large: Message = { ...message(1), payload: new Uint8Array(size) };
    for (let at = 0; at < fits; at++) await session.publish(large);
    await assert.rejects(session.publish(large), (error) => isRefusal(error) && /no room for another one/.test(error.message));
    assert.equal(bench.state.waiting, fits);
    await bench.sessions.disconnect('one');
    assert.equal(bench.state.undelivered.length, fits);
    bench.sessions.discardUndelivered('one');
    assert.deepEqual(bench.states, []);
  });
}

test('disconnecting loses nothing: what waits is listed until the next connection of the profile, which can send it', async (context) => {
  const { bench, port } = await offline(context);
  const time = bench.clock.now();
  for (const n of [1, 2]) await bench.sessions.get('one').publish(message(n));
  await bench.sessions.disconnect('one');
  assert.deepEqual([bench.state.phase, bench.state.failed, bench.state.waiting], ['closed', false, 0]);
  const reason = 'The connection was closed before the message was delivered.';
  assert.deepEqual(bench.state.undelivered, [
    { topic, size: 7, qos: 1, time, reason },
    { topic, size: 7, qos: 1, time, reason },
  ]);
  const before = bench.sessions.get('one');
  assert.throws(() => before.resendUndelivered(), isRefusal);
  await assert.rejects(before.publish(message(3)), isRefusal);

  const broker = await TestBroker.start(context, { port });
  await bench.connect(port);
  assert.equal(bench.state.undelivered.length, 2);
  bench.sessions.get('one').resendUndelivered();
  assert.deepEqual(bench.state.undelivered, []);
  assert.deepEqual(
    (await broker.heard(topic, 2)).map(({ payload }) => payload),
    ['{"n":1}', '{"n":2}'],
  );
});

test('what could not be delivered survives an attempt to connect that fails, and ends when it is discarded', async (context) => {
  const { bench, port } = await offline(context);
  await bench.sessions.get('one').publish(message(1));
  await assert.rejects(bench.connect(port), isRefusal);
  assert.deepEqual([bench.state.phase, bench.state.undelivered.length], ['closed', 1]);
  await bench.sessions.disconnect('one');
  assert.equal(bench.state.undelivered.length, 1);
  bench.sessions.discardUndelivered('one');
  assert.deepEqual(bench.states, []);
  assert.throws(() => bench.sessions.discardUndelivered('one'), isRefusal);
});

test('when the session gives up, what waits is listed with the reason', async (context) => {
  const { bench, port } = await offline(context);
  await bench.sessions.get('one').publish(message(1));
  await TestBroker.start(context, { port, connack: () => 5 });
  bench.clock.advance(1_000);
  await bench.untilPhase('closed');
  assert.match(bench.state.undelivered[0]?.reason ?? '', /CONNACK 5/);
  await assert.rejects(bench.sessions.get('one').publish(message(2)), { message: 'd:abc123:thermostat:t-1 is not connected.' });
});

test('resending without a connection waits behind what waits already', async (context) => {
  const { bench, port } = await offline(context);
  await bench.sessions.get('one').publish(message(1));
  await bench.sessions.disconnect('one');
  const broker = await TestBroker.start(context, { port });
  await bench.connect(port);
  await broker.stop();
  await bench.untilPhase('waiting');
  await bench.sessions.get('one').publish(message(2));
  bench.sessions.get('one').resendUndelivered();
  assert.deepEqual([bench.state.waiting, bench.state.undelivered], [2, []]);
  const again = await back(context, bench, port);
  assert.deepEqual(
    (await again.heard(topic, 2)).map(({ payload }) => payload),
    ['{"n":2}', '{"n":1}'],
  );
});

/** A server that acknowledges nothing on its first connection and lets a second one live. */
async function lossy(context: TestContext, published: IPublishPacket[], count: number): Promise<number> {
  return scriptedServer(context, (packet, { number, send, close }) => {
    if (packet.cmd === 'pubrel') send({ cmd: 'pubcomp', messageId: packet.messageId ?? 0 });
    if (packet.cmd !== 'publish') return;
    published.push(packet);
    if (number === 1 && published.length === count) close();
    if (number > 1) send({ cmd: packet.qos === 1 ? 'puback' : 'pubrec', messageId: packet.messageId ?? 0 });
  });
}

test('on a clean session QoS 1 in flight is sent anew, before what waits; QoS 2 is listed, as it may have arrived', async (context) => {
  const bench = new SessionBench(context);
  const published: IPublishPacket[] = [];
  await bench.connect(await lossy(context, published, 3));
  const session = bench.sessions.get('one');
  const sent = Promise.allSettled([session.publish(message(1)), session.publish(message(2, 2)), session.publish(message(3))]);
  await bench.untilPhase('waiting');
  assert.deepEqual(
    (await sent).map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : (outcome.reason as Error).message)),
    ['waiting', 'The connection was lost before the message was confirmed. It may have arrived all the same.', 'waiting'],
  );
  await session.publish(message(4));
  assert.deepEqual([bench.state.waiting, bench.state.undelivered.length], [3, 1]);
  bench.clock.advance(1_000);
  await bench.untilPhase('connected');
  await session.publish(message(5));
  assert.deepEqual(
    published.slice(3).map(({ payload, dup }) => [payload.toString(), dup]),
    [1, 3, 4, 5].map((n) => [`{"n":${n}}`, false]),
  );
});

test('on a lasting session everything in flight is sent again with DUP, before what waits', async (context) => {
  const bench = new SessionBench(context);
  const published: IPublishPacket[] = [];
  await bench.connect(await lossy(context, published, 3), { cleanSession: false });
  const session = bench.sessions.get('one');
  const sent = Promise.all([session.publish(message(1)), session.publish(message(2, 2)), session.publish(message(3))]);
  assert.deepEqual(await sent, ['waiting', 'waiting', 'waiting']);
  await session.publish(message(4));
  bench.clock.advance(1_000);
  await bench.untilPhase('connected');
  assert.equal(bench.state.sessionPresent, true);
  await session.publish(message(5));
  assert.deepEqual(
    published.slice(3).map(({ payload, dup }) => [payload.toString(), dup]),
    [1, 2, 3, 4, 5].map((n) => [`{"n":${n}}`, n <= 3]),
  );
  assert.deepEqual(
    bench.records.filter(({ topic: on }) => on === topic).map(({ connection, dup }) => [connection, dup]),
    [...[1, 2, 3].map(() => ['one#1', false]), ...[1, 2, 3, 4, 5].map((n) => ['one#2', n <= 3])],
    'the log has them as they crossed the wire',
  );
  assert.deepEqual([bench.state.waiting, bench.state.undelivered], [0, []]);
});

test('what a lasting session had in flight when it ended may have arrived, and says so', async (context) => {
  const bench = new SessionBench(context);
  const published: IPublishPacket[] = [];
  await bench.connect(await lossy(context, published, 2), { cleanSession: false });
  const session = bench.sessions.get('one');
  await Promise.all([session.publish(message(1)), session.publish(message(2))]);
  await session.publish(message(3));
  await bench.sessions.disconnect('one');
  assert.deepEqual(
    bench.state.undelivered.map(({ reason }) => reason.includes('It may have arrived')),
    [true, true, false],
  );
});

test('a server that acknowledges slowly, but does, is not late', async (context) => {
  const bench = new SessionBench(context);
  const waiting: (() => void)[] = [];
  const port = await scriptedServer(context, (packet, { send }) => {
    if (packet.cmd === 'publish') waiting.push(() => send({ cmd: 'puback', messageId: packet.messageId ?? 0 }));
  });
  await bench.connect(port);
  const outcomes: string[] = [];
  const all = [1, 2, 3, 4].map(async (n) => outcomes.push(await bench.sessions.get('one').publish(message(n))));
  for (let count = 1; count <= 4; count++) {
    bench.clock.advance(15_000);
    while (waiting.length === 0) await new Promise(setImmediate);
    waiting.shift()?.();
    while (outcomes.length < count) await new Promise(setImmediate);
  }
  await Promise.all(all);
  assert.equal(bench.clock.pending, 0);
});
