import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobSpec } from '../../../../src/rpc/device/deviceRequest.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';

const topic = 'iot-2/evt/tick/fmt/json';
const spec: JobSpec = { topic, template: '{"n":"${counter}"}', qos: 1, everyMs: 500 };

test('a job pauses while the connection is away, goes on when it is back, and ends with the session', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  const id = await bench.sessions.get('one').startJob(spec);
  assert.deepEqual(bench.state.jobs, [{ id, topic, everyMs: 500, sent: 1, rate: 0 }]);
  bench.clock.advance(500);
  await bench.until('the second message', () => bench.state.jobs[0]?.sent === 2);

  await broker.stop();
  await bench.untilPhase('waiting');
  bench.clock.advance(900);
  assert.equal(bench.state.jobs[0]?.sent, 2);
  const again = await TestBroker.start(context, { port: broker.port });
  bench.clock.advance(100);
  await bench.untilPhase('connected');
  assert.deepEqual([bench.state.waiting, bench.state.undelivered], [0, []], 'what a job misses is not made up for');
  bench.clock.advance(500);
  const [third] = await again.heard(topic);
  assert.equal(third?.payload, '{"n":3}');

  await bench.sessions.disconnect('one');
  assert.equal(bench.clock.pending, 0);
});

test('a job ends when the session gives up', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  await bench.sessions.get('one').startJob(spec);
  await broker.stop();
  await TestBroker.start(context, { port: broker.port, connack: () => 5 });
  await bench.untilPhase('waiting');
  bench.clock.advance(1_000);
  await bench.untilPhase('closed');
  assert.deepEqual(bench.state.jobs, []);
  assert.equal(bench.clock.pending, 0);
});

test('several jobs run beside each other, one or all are stopped, and one that cannot begin changes nothing', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  const session = bench.sessions.get('one');
  const topics = (): readonly string[] => bench.state.jobs.map((job) => job.topic);
  const first = await session.startJob(spec);
  await assert.rejects(session.startJob({ ...spec, template: '${nothing}' }), isRefusal);
  await assert.rejects(session.startJob({ ...spec, template: 'x'.repeat(131_073) }), /131,073 bytes/);
  await assert.rejects(session.startJob({ ...spec, topic: 'iot-2/cmd/tick/fmt/json' }), { code: 276 });
  assert.deepEqual(topics(), [topic]);
  const second = await session.startJob({ ...spec, topic: 'iot-2/evt/tock/fmt/json', everyMs: 300 });
  assert.notEqual(first, second);
  assert.deepEqual(topics(), [topic, 'iot-2/evt/tock/fmt/json']);
  bench.clock.advance(500);
  await broker.heard(topic, 2);
  await broker.heard('iot-2/evt/tock/fmt/json', 2);
  session.stopJob(first);
  session.stopJob('nothing of the kind');
  assert.deepEqual(topics(), ['iot-2/evt/tock/fmt/json']);
  await session.startJob(spec);
  session.stopJob();
  assert.deepEqual(bench.state.jobs, []);
  assert.equal(bench.clock.pending, 0);
});

test('a job with a count ends after it', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  await bench.sessions.get('one').startJob({ ...spec, count: 2 });
  assert.deepEqual([bench.state.jobs[0]?.count, bench.state.jobs[0]?.sent], [2, 1]);
  bench.clock.advance(500);
  await bench.until('the end of the job', () => bench.state.jobs.length === 0);
  assert.equal(bench.state.reason, undefined);
  assert.deepEqual(
    (await broker.heard(topic, 2)).map(({ payload }) => payload),
    ['{"n":1}', '{"n":2}'],
  );
  assert.equal(bench.clock.pending, 0);
});

test('a fast job tells the host of its progress at most four times a second, and how fast it really is', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  await bench.sessions.get('one').startJob({ ...spec, qos: 0, everyMs: 10 });
  let told = 0;
  const before = bench.states;
  let last = before;
  for (let at = 0; at < 200; at++) {
    bench.clock.advance(10);
    await new Promise(setImmediate);
    if (bench.states !== last) told++;
    last = bench.states;
  }
  assert.ok(told >= 4 && told <= 9, `told ${told} times in 2 s`);
  assert.ok(Math.abs((bench.state.jobs[0]?.rate ?? 0) - 100) < 5, `${bench.state.jobs[0]?.rate} in a second`);
  await broker.heard(topic, 200);
});

test('a job whose messages are no longer acknowledged stops and says so', async (context) => {
  const bench = new SessionBench(context);
  const { promise: second, resolve } = Promise.withResolvers<unknown>();
  let published = 0;
  const port = await scriptedServer(context, (packet, { send }) => {
    if (packet.cmd !== 'publish') return;
    if (++published === 1) send({ cmd: 'puback', messageId: packet.messageId ?? 0 });
    else resolve(packet);
  });
  await bench.connect(port);
  await bench.sessions.get('one').startJob(spec);
  bench.clock.advance(500);
  await second;
  bench.clock.advance(20_000);
  await bench.until('the end of the job', () => bench.state.jobs.length === 0);
  assert.match(
    bench.state.reason ?? '',
    /^Publishing iot-2\/evt\/tick\/fmt\/json again and again has stopped: The platform did not acknowledge/,
  );
  assert.equal(bench.state.phase, 'connected');
  assert.equal(bench.clock.pending, 0);
});

test('a job needs a connection', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  await broker.stop();
  await bench.untilPhase('waiting');
  await assert.rejects(bench.sessions.get('one').startJob(spec), { message: 'd:abc123:thermostat:t-1 is not connected.' });
});
