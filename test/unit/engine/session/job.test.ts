import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobSpec } from '../../../../src/engine/jobs/publishJob.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';

const topic = 'iot-2/evt/tick/fmt/json';
const spec: JobSpec = { eventId: 'tick', format: 'json', template: '{"n":"${counter}"}', qos: 1, everyMs: 500 };

test('a job pauses while the connection is away, goes on when it is back, and ends with the session', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  await bench.sessions.get('one').startJob(spec);
  assert.deepEqual(bench.state.job, { eventId: 'tick', everyMs: 500, sent: 1 });
  bench.clock.advance(500);
  await bench.until('the second message', () => bench.state.job?.sent === 2);

  await broker.stop();
  await bench.untilPhase('waiting');
  bench.clock.advance(900);
  assert.equal(bench.state.job?.sent, 2);
  const again = await TestBroker.start(context, { port: broker.port });
  bench.clock.advance(100);
  await bench.untilPhase('connected');
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
  assert.equal(bench.state.job, undefined);
  assert.equal(bench.clock.pending, 0);
});

test('a second job takes the place of the first, unless it cannot begin', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  const session = bench.sessions.get('one');
  await session.startJob(spec);
  await assert.rejects(session.startJob({ ...spec, template: '${nothing}' }), isRefusal);
  await assert.rejects(session.startJob({ ...spec, template: 'x'.repeat(131_073) }), /131,073 bytes/);
  assert.equal(bench.state.job?.eventId, 'tick');
  await session.startJob({ ...spec, eventId: 'tock' });
  assert.deepEqual([bench.state.job?.eventId, bench.state.job?.sent], ['tock', 1]);
  assert.equal(bench.clock.pending, 1);
  session.stopJob();
  assert.equal(bench.state.job, undefined);
  assert.equal(bench.clock.pending, 0);
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
  await bench.until('the end of the job', () => bench.state.job === undefined);
  assert.match(bench.state.reason ?? '', /^Publishing tick again and again has stopped: The platform did not acknowledge/);
  assert.equal(bench.state.phase, 'connected');
  assert.equal(bench.clock.pending, 0);
});

test('a job needs a connection', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  await broker.stop();
  await bench.untilPhase('waiting');
  await assert.rejects(bench.sessions.get('one').startJob(spec), { message: 'The device thermostat:t-1 is not connected.' });
});
