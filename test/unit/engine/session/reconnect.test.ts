import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isManaged } from '../../../../src/rpc/session/sessionState.ts';
import type { Message } from '../../../../src/wiotp/message.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { bytesOf } from '../../../support/engine/messages.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';
import { management } from '../../../support/engine/testSettings.ts';

const event: Message = { topic: 'iot-2/evt/status/fmt/json', payload: bytesOf({ t: 21 }), qos: 1, retain: false };

test('comes back after 1, 2, 5 and then 20 s, subscribes and manages again', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port, { management: management() });
  await broker.stop();
  await bench.untilPhase('waiting');
  assert.match(bench.state.reason ?? '', /^The (other side closed the connection|connection broke).* Next attempt in 1 s\.$/);
  assert.equal(isManaged(bench.state), false);

  for (const [seconds, next] of [
    [1, 2],
    [2, 5],
    [5, 20],
    [20, 20],
  ] as const) {
    bench.clock.advance(seconds * 1_000 - 1);
    assert.equal(bench.state.phase, 'waiting', `not before ${seconds} s`);
    bench.clock.advance(1);
    assert.equal(bench.state.phase, 'connecting');
    await bench.untilPhase('waiting');
    assert.equal(
      bench.state.reason,
      `Nothing listens on 127.0.0.1:${broker.port}. Start the platform there, or check host and port. Next attempt in ${next} s.`,
    );
  }

  bench.records.length = 0;
  const again = await TestBroker.start(context, { port: broker.port });
  bench.clock.advance(20_000);
  await bench.untilPhase('connected');
  await again.heard('iotdevice-1/mgmt/manage');
  await bench.until('the answer to the Manage request', () => isManaged(bench.state));
  assert.deepEqual(bench.crossed, [
    'connection.open',
    'connection.subscribed',
    'connection.subscribed',
    'up iotdevice-1/mgmt/manage',
    'down iotdm-1/response',
  ]);
  assert.equal(bench.records[0]?.connection, 'one#6');
});

/** Publishes with QoS 2 on a clean session, where what was not confirmed is not sent again. */
function publishUnconfirmed(bench: SessionBench, topic: string): Promise<unknown> {
  return bench.sessions.get('one').publish({ ...event, topic, qos: 2 });
}

test('a connection that lasted begins with 1 s again', async (context) => {
  const bench = new SessionBench(context);
  let closeNow: () => void = () => undefined;
  const port = await scriptedServer(context, (_, connection) => (closeNow = connection.close));
  await bench.connect(port);
  for (const [lasted, wait] of [
    [0, 1],
    [29_000, 2],
    [60_000, 1],
    [0, 2],
  ] as const) {
    bench.clock.advance(lasted);
    closeNow();
    await bench.untilPhase('waiting');
    assert.match(bench.state.reason ?? '', new RegExp(`Next attempt in ${wait} s`));
    bench.clock.advance(wait * 1_000);
    await bench.untilPhase('connected');
  }
});

for (const code of [2, 4, 5]) {
  test(`gives up at once when the platform refuses it with CONNACK ${code}`, async (context) => {
    const bench = new SessionBench(context);
    const broker = await TestBroker.start(context);
    await bench.connect(broker.port);
    await broker.stop();
    await TestBroker.start(context, { port: broker.port, connack: () => code });
    await bench.untilPhase('waiting');
    bench.clock.advance(1_000);
    await bench.untilPhase('closed');
    assert.equal(bench.state.failed, true);
    assert.match(bench.state.reason ?? '', new RegExp(`CONNACK ${code}`));
    assert.equal(bench.clock.pending, 0);
  });
}

test('tries on when the platform is not available (CONNACK 3)', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  await broker.stop();
  await TestBroker.start(context, { port: broker.port, connack: () => 3 });
  await bench.untilPhase('waiting');
  bench.clock.advance(1_000);
  await bench.until('another wait', () => bench.state.reason?.includes('CONNACK 3') === true);
  assert.deepEqual([bench.state.phase, bench.state.failed], ['waiting', false]);
});

test('gives up when the connection ends three times right after the same message, which is sent again, and lists it', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context, { forbidden: [event.topic] });
  await bench.connect(broker.port);
  assert.equal(await bench.sessions.get('one').publish(event), 'waiting');
  for (const wait of [1, 2]) {
    await bench.untilPhase('waiting');
    assert.equal(bench.state.waiting, 1);
    bench.clock.advance(wait * 1_000);
    await bench.untilPhase('connected');
  }
  await bench.untilPhase('closed');
  assert.equal(bench.state.failed, true);
  const gaveUp = /right after PUBLISH to iot-2\/evt\/status\/fmt\/json\..* It happened three times in a row/;
  assert.match(bench.state.reason ?? '', gaveUp);
  const [lost, ...others] = bench.state.undelivered;
  assert.deepEqual([lost?.topic, lost?.qos, lost?.size, others], [event.topic, 1, event.payload.length, []]);
  assert.match(lost?.reason ?? '', gaveUp);
  assert.match(lost?.reason ?? '', /It may have arrived all the same\.$/);
  assert.equal(bench.clock.pending, 0);
});

test('does not give up when it ends after different messages', async (context) => {
  const bench = new SessionBench(context);
  const topics = [1, 2, 3, 4].map((number) => `iot-2/evt/e${number}/fmt/json`);
  const broker = await TestBroker.start(context, { forbidden: topics });
  await bench.connect(broker.port);
  for (const [at, topic] of topics.entries()) {
    await assert.rejects(publishUnconfirmed(bench, topic), isRefusal);
    await bench.untilPhase('waiting');
    bench.clock.advance([1, 2, 5, 20][at]! * 1_000);
    await bench.untilPhase('connected');
  }
});

test('a message that is not acknowledged within 20 s fails, and the connection stays', async (context) => {
  const bench = new SessionBench(context);
  const { promise: arrived, resolve } = Promise.withResolvers<unknown>();
  const port = await scriptedServer(context, (packet) => {
    if (packet.cmd === 'publish') resolve(packet);
  });
  await bench.connect(port);
  const attempt = bench.sessions.get('one').publish(event);
  await arrived;
  bench.clock.advance(20_000);
  await assert.rejects(attempt, { name: 'Refusal', message: 'The platform did not acknowledge the message within 20 s.' });
  assert.equal(bench.state.phase, 'connected');
});

test('connecting again while it waits does not wait', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  await broker.stop();
  await bench.untilPhase('waiting');
  const again = await TestBroker.start(context, { port: broker.port });
  await bench.connect(again.port);
  assert.equal(bench.state.phase, 'connected');
  assert.equal(bench.clock.pending, 0);
});
