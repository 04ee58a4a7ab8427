import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';

const restarts = [
  { topic: 'iotdm-1/mgmt/initiate/device/reboot', kind: 'dm.reboot' },
  { topic: 'iotdm-1/mgmt/initiate/device/factory_reset', kind: 'dm.factoryReset' },
];

for (const { topic, kind } of restarts) {
  test(`a device that accepts ${kind} goes for a second, comes back and manages again`, async (context) => {
    const bench = new SessionBench(context);
    const broker = await TestBroker.start(context);
    await bench.connect(broker.port, { managed: true });
    await broker.send(topic, { reqId: 'r-1' });
    await bench.until('the request', () => bench.state.pending.length > 0);
    const [{ reqId, kind: asked, topic: on } = assert.fail()] = bench.state.pending;
    assert.deepEqual([reqId, asked, on], ['r-1', kind, topic]);

    await bench.sessions.get('one').answer('r-1', { rc: 202 });
    const [answer] = await broker.heard('iotdevice-1/response');
    assert.deepEqual([answer?.payload, answer?.qos], ['{"rc":202,"reqId":"r-1"}', 1]);
    assert.equal(bench.state.phase, 'waiting');
    assert.match(bench.state.reason ?? '', /restarts/);
    assert.deepEqual([bench.state.pending, bench.state.managed], [[], false]);
    assert.equal(bench.records.at(-1)?.event?.code, 0);

    bench.clock.advance(1_000);
    await bench.untilPhase('connected');
    assert.equal((await broker.heard('iotdevice-1/mgmt/manage', 2)).length, 2);
    assert.equal(bench.state.managed, true);
  });

  test(`a device that refuses ${kind} stays`, async (context) => {
    const bench = new SessionBench(context);
    const broker = await TestBroker.start(context);
    await bench.connect(broker.port, { managed: true });
    await broker.send(topic, { reqId: 'r-1' });
    await bench.until('the request', () => bench.state.pending.length > 0);
    await bench.sessions.get('one').answer('r-1', { rc: 500, message: 'The battery is low' });
    const [answer] = await broker.heard('iotdevice-1/response');
    assert.equal(answer?.payload, '{"rc":500,"message":"The battery is low","reqId":"r-1"}');
    assert.deepEqual([bench.state.phase, bench.state.managed], ['connected', true]);
  });
}

test('requests stay pending while the connection is away, and end with the session', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port, { managed: true });
  await broker.send('iotdm-1/observe', { d: { fields: [{ field: 'mgmt.firmware' }] }, reqId: 'o-1' });
  await bench.until('the request', () => bench.state.pending.length > 0);
  await broker.stop();
  await bench.untilPhase('waiting');
  assert.equal(bench.state.pending.length, 1);
  await assert.rejects(bench.sessions.get('one').answer('o-1', { rc: 200 }), /not connected/);
  assert.equal(bench.state.pending.length, 1, 'an answer that was not sent is still to be given');

  await TestBroker.start(context, { port: broker.port, connack: () => 5 });
  bench.clock.advance(1_000);
  await bench.untilPhase('closed');
  assert.deepEqual(bench.state.pending, []);
});

test('a device that is not managed subscribes to Device Management when it is to manage', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  assert.deepEqual(await bench.sessions.get('one').manage(), { rc: 200 });
  assert.equal(bench.state.managed, true);
  assert.equal(bench.records.filter(({ event }) => event?.filter === 'iotdm-1/#').length, 1);
});
