import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { TrafficNote } from '../../../../src/rpc/log/traffic.ts';
import type { Message } from '../../../../src/wiotp/message.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { bytesOf } from '../../../support/engine/messages.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker, type BrokerWishes } from '../../../support/engine/testBroker.ts';

const event: Message = { topic: 'iot-2/evt/status/fmt/json', payload: bytesOf({ t: 21 }), qos: 1, retain: false };

async function connected(context: TestContext, wishes?: BrokerWishes): Promise<{ bench: SessionBench; broker: TestBroker }> {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context, wishes);
  await bench.connect(broker.port);
  bench.records.length = 0;
  return { bench, broker };
}

for (const qos of [0, 1, 2] as const) {
  for (const retain of [false, true]) {
    test(`publishes with QoS ${qos}${retain ? ' and retain' : ''}, and the log has it once`, async (context) => {
      const { bench, broker } = await connected(context);
      await bench.sessions.get('one').publish({ ...event, qos, retain });
      const [published] = await broker.heard(event.topic);
      assert.deepEqual([published?.payload, published?.qos, published?.retain], ['{"t":21}', qos, retain]);
      assert.deepEqual(bench.crossed, [`up ${event.topic}`]);
      const { clientId, connection, payload, dup, ...record } = bench.records[0] ?? assert.fail();
      assert.deepEqual([clientId, connection, dup], ['d:abc123:thermostat:t-1', 'one#1', false]);
      assert.deepEqual(new Uint8Array(payload), event.payload);
      assert.deepEqual([record.qos, record.retain], [qos, retain]);
    });
  }

  test(`receives with QoS ${qos}, and the log has it once`, async (context) => {
    const { bench, broker } = await connected(context);
    await broker.send('iot-2/cmd/reset/fmt/json', { now: true }, qos);
    await bench.until('the command', () => bench.records.length > 0);
    // Whatever else would come had come before the answer to this.
    await bench.sessions.get('one').publish(event);
    assert.deepEqual(bench.crossed, ['down iot-2/cmd/reset/fmt/json', `up ${event.topic}`]);
    assert.equal(Buffer.from(bench.records[0]?.payload ?? []).toString(), '{"now":true}');
  });
}

const refused: readonly (readonly [what: string, message: Partial<Message>, code: number, text: RegExp])[] = [
  ['a payload that is too large', { payload: new Uint8Array(131_073) }, 287, /131,073 bytes; 131,072 are allowed/],
  ['a command', { topic: 'iot-2/cmd/reset/fmt/json' }, 276, /only the platform and applications send there/],
  ['the form of a gateway', { topic: 'iot-2/type/t/id/i/evt/e/fmt/json' }, 276, /gateways and applications/],
  ['an empty level', { topic: 'iot-2/evt//fmt/json' }, 276, /empty/],
  ['a wildcard', { topic: 'iot-2/evt/+/fmt/json' }, 276, /wildcard/],
  ['a system topic', { topic: '$SYS/x' }, 289, /system/],
];

for (const [what, change, code, text] of refused) {
  test(`refuses to send ${what}, for which the platform would close the connection`, async (context) => {
    const { bench } = await connected(context);
    const attempt = bench.sessions.get('one').publish({ ...event, ...change });
    await assert.rejects(attempt, (error) => isRefusal(error) && error.code === code && text.test(error.message));
    assert.deepEqual(bench.crossed, []);
  });
}

test('sends the largest payload that is allowed', async (context) => {
  const { bench, broker } = await connected(context);
  await bench.sessions.get('one').publish({ ...event, payload: new Uint8Array(131_072).fill(0x20) });
  assert.equal((await broker.heard(event.topic))[0]?.payload.length, 131_072);
});

test('sends a misspelt Device Management topic, as the platform lets it pass', async (context) => {
  const { bench, broker } = await connected(context);
  await bench.sessions.get('one').publish({ ...event, topic: 'iotdevice-1/mgmt/mange' });
  await broker.heard('iotdevice-1/mgmt/mange');
});

test('refuses to publish on a connection that does not exist', (context) => {
  const bench = new SessionBench(context);
  assert.throws(() => bench.sessions.get('nobody'), isRefusal);
});

test('a message whose fate is unknown fails when the platform closes the connection, and is listed', async (context) => {
  const { bench } = await connected(context, { forbidden: [event.topic] });
  const attempt = bench.sessions.get('one').publish({ ...event, qos: 2 });
  const reason = 'The connection was lost before the message was confirmed. It may have arrived all the same.';
  await assert.rejects(attempt, { name: 'Refusal', message: reason });
  await bench.untilPhase('waiting');
  assert.match(bench.state.reason ?? '', /^The other side closed the connection right after PUBLISH to iot-2\/evt\/status\/fmt\/json\./);
  assert.deepEqual(
    bench.state.undelivered.map((message) => [message.topic, message.qos, message.reason]),
    [[event.topic, 2, reason]],
  );
});

test('QoS 0 fails at once without a connection, and nothing is kept', async (context) => {
  const { bench, broker } = await connected(context);
  await broker.stop();
  await bench.untilPhase('waiting');
  const attempt = bench.sessions.get('one').publish({ ...event, qos: 0 });
  await assert.rejects(attempt, { name: 'Refusal', message: 'd:abc123:thermostat:t-1 is not connected.' });
  assert.deepEqual([bench.state.waiting, bench.state.undelivered], [0, []]);
});

const forced: TrafficNote = { what: 'forced', reason: 'It was sent although the linter objects.' };

for (const qos of [0, 1] as const) {
  test(`a note goes into the log with a message of QoS ${qos}`, async (context) => {
    const { bench } = await connected(context);
    await bench.sessions.get('one').publish({ ...event, qos }, forced);
    assert.deepEqual(
      bench.records.map(({ note }) => note),
      [forced],
    );
  });
}

test('a note goes into the log with a message that waits', async (context) => {
  const { bench, broker } = await connected(context);
  const { port } = broker;
  await broker.stop();
  await bench.untilPhase('waiting');
  await bench.sessions.get('one').publish(event, forced);
  bench.records.length = 0;
  await TestBroker.start(context, { port });
  bench.clock.advance(1_000);
  await bench.until('the message', () => bench.records.some(({ topic }) => topic === event.topic));
  assert.deepEqual(bench.records.find(({ topic }) => topic === event.topic)?.note, forced);
});
