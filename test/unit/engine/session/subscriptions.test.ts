import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';

const filter = 'iot-2/cmd/reset/fmt/json';

test('a subscription is added live, made again on every connection, and given up', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port, { subscriptions: [] });
  const session = bench.sessions.get('one');
  assert.equal(await session.subscribe(filter, 0), 0);
  assert.deepEqual(bench.state.subscriptions, [{ filter, qos: 0, granted: 0 }]);
  assert.equal(await session.subscribe(filter, 2), 2);
  assert.deepEqual(bench.state.subscriptions, [{ filter, qos: 2, granted: 2 }]);

  await broker.stop();
  await bench.untilPhase('waiting');
  assert.deepEqual(bench.state.subscriptions, [{ filter, qos: 2 }]);
  const again = await TestBroker.start(context, { port: broker.port });
  bench.clock.advance(1_000);
  await bench.untilPhase('connected');
  assert.deepEqual(bench.state.subscriptions, [{ filter, qos: 2, granted: 2 }]);
  await again.send(filter, {});
  await bench.until('the command', () => bench.crossed.includes(`down ${filter}`));

  await session.unsubscribe(filter);
  assert.deepEqual(bench.state.subscriptions, []);
  await session.unsubscribe(filter);
  bench.records.length = 0;
  await again.send(filter, {});
  await session.publish({ topic: 'iot-2/evt/a/fmt/json', payload: new Uint8Array(), qos: 1, retain: false });
  assert.deepEqual(bench.crossed, ['up iot-2/evt/a/fmt/json']);
});

test('without a connection one can be given up, but none added', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  await broker.stop();
  await bench.untilPhase('waiting');
  await assert.rejects(bench.sessions.get('one').subscribe(filter, 1), isRefusal);
  await bench.sessions.get('one').unsubscribe('iotdm-1/#');
  await TestBroker.start(context, { port: broker.port });
  bench.clock.advance(1_000);
  await bench.untilPhase('connected');
  assert.deepEqual(bench.state.subscriptions, [{ filter: 'iot-2/cmd/+/fmt/+', qos: 1, granted: 1 }]);
});

const illegal: readonly (readonly [filter: string, code: number])[] = [
  ['iot-2/evt/+/fmt/+', 276],
  ['#', 276],
  ['iot-2/cmd/#', 276],
  ['iot-2/cmd//fmt/json', 276],
  ['', 276],
  ['$SYS/#', 289],
  ['iot-2/cmd/\u0000/fmt/json', 276],
  ['\uD800', 276],
];

for (const [wrong, code] of illegal) {
  test(`refuses to subscribe to ${JSON.stringify(wrong)} before anything is sent, and says what to use`, async (context) => {
    const bench = new SessionBench(context);
    const broker = await TestBroker.start(context);
    await bench.connect(broker.port);
    const before = bench.state;
    const attempt = bench.sessions.get('one').subscribe(wrong, 1);
    await assert.rejects(attempt, (error) => isRefusal(error) && error.code === code && error.advice !== '');
    assert.deepEqual([bench.state.phase, bench.state.subscriptions], ['connected', before.subscriptions]);
  });
}

test('a live subscription that the server refuses changes nothing, on this connection and on later ones', async (context) => {
  const bench = new SessionBench(context);
  const wishes = { refused: [filter] };
  const broker = await TestBroker.start(context, wishes);
  await bench.connect(broker.port);
  assert.equal(await bench.sessions.get('one').subscribe(filter, 1), 128);
  assert.equal(bench.state.subscriptions.length, 2);
  await broker.stop();
  await bench.untilPhase('waiting');
  await TestBroker.start(context, { port: broker.port, ...wishes });
  bench.clock.advance(1_000);
  await bench.untilPhase('connected');
});

test('a server that never answers SUBSCRIBE or UNSUBSCRIBE fails the call after 20 s, and the connection stays', async (context) => {
  const bench = new SessionBench(context);
  const { promise: asked, resolve } = Promise.withResolvers<unknown>();
  const port = await scriptedServer(context, (packet) => {
    if (packet.cmd === 'unsubscribe') resolve(packet);
  });
  await bench.connect(port);
  const attempt = bench.sessions.get('one').unsubscribe('iotdm-1/#');
  await asked;
  bench.clock.advance(20_000);
  await assert.rejects(attempt, { message: 'The platform did not acknowledge the end of the subscription within 20 s.' });
  assert.deepEqual([bench.state.phase, bench.state.subscriptions.length], ['connected', 2]);
});
