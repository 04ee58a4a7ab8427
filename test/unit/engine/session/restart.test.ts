import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isManaged, pendingRequests } from '../../../../src/rpc/session/sessionState.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';
import { management } from '../../../support/engine/testSettings.ts';

const restarts = [
  { topic: 'iotdm-1/mgmt/initiate/device/reboot', kind: 'dm.reboot' },
  { topic: 'iotdm-1/mgmt/initiate/device/factory_reset', kind: 'dm.factoryReset' },
];

for (const { topic, kind } of restarts) {
  test(`a device that accepts ${kind} goes for a second, comes back and manages again`, async (context) => {
    const bench = new SessionBench(context);
    const broker = await TestBroker.start(context);
    await bench.connect(broker.port, { management: management() });
    await broker.send(topic, { reqId: 'r-1' });
    await bench.until('the request', () => pendingRequests(bench.state).length > 0);
    const [{ key, reqId, kind: asked, topic: on } = assert.fail()] = pendingRequests(bench.state);
    assert.deepEqual([reqId, asked, on], ['r-1', kind, topic]);

    await bench.sessions.get('one').answer(key, { rc: 202 });
    const [answer] = await broker.heard('iotdevice-1/response');
    assert.deepEqual([answer?.payload, answer?.qos], ['{"rc":202,"reqId":"r-1"}', 1]);
    await bench.until('the end of the connection', () => !isManaged(bench.state));
    assert.equal(bench.state.phase, 'waiting');
    assert.match(bench.state.reason ?? '', /restarts/);
    assert.deepEqual([pendingRequests(bench.state), isManaged(bench.state)], [[], false]);
    assert.equal(bench.records.at(-1)?.event?.code, 0);

    bench.clock.advance(1_000);
    await bench.until('the answer to the Manage request', () => isManaged(bench.state));
    assert.equal(bench.state.phase, 'connected');
    assert.equal((await broker.heard('iotdevice-1/mgmt/manage', 2)).length, 2);
  });

  test(`a device that refuses ${kind} stays`, async (context) => {
    const bench = new SessionBench(context);
    const broker = await TestBroker.start(context);
    await bench.connect(broker.port, { management: management() });
    await broker.send(topic, { reqId: 'r-1' });
    await bench.until('the request', () => pendingRequests(bench.state).length > 0);
    await bench.sessions.get('one').answer(pendingRequests(bench.state)[0]?.key ?? '', { rc: 500, message: 'The battery is low' });
    const [answer] = await broker.heard('iotdevice-1/response');
    assert.equal(answer?.payload, '{"rc":500,"message":"The battery is low","reqId":"r-1"}');
    assert.deepEqual([bench.state.phase, isManaged(bench.state)], ['connected', true]);
  });
}

test('requests stay pending while the connection is away, and end with the session', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port, { management: management() });
  await broker.send('iotdm-1/mgmt/initiate/device/reboot', { reqId: 'r-1' });
  await bench.until('the request', () => pendingRequests(bench.state).length > 0);
  await broker.stop();
  await bench.untilPhase('waiting');
  assert.equal(pendingRequests(bench.state).length, 1);
  const { key } = pendingRequests(bench.state)[0] ?? assert.fail();
  await assert.rejects(bench.sessions.get('one').answer(key, { rc: 202 }), /not connected/);
  assert.equal(pendingRequests(bench.state).length, 1, 'an answer that was not sent is still to be given');

  await TestBroker.start(context, { port: broker.port, connack: () => 5 });
  bench.clock.advance(1_000);
  await bench.untilPhase('closed');
  assert.deepEqual(pendingRequests(bench.state), []);
});
