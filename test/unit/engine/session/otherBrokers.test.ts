import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { bytesOf } from '../../../support/engine/messages.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';
import { startServer } from '../../../support/network/servers.ts';

const foreign = { topic: 'home/hall/temperature', payload: bytesOf({ t: 21 }), qos: 1, retain: false } as const;
const settings = { subscriptions: [{ filter: 'home/+/temperature', qos: 1 }], will: { topic: 'home/gone', payload: '', qos: 0 } } as const;

test('on a broker that is no platform, topics of its own are subscribed and published', async (context) => {
  const broker = await TestBroker.start(context);
  const bench = new SessionBench(context);
  await bench.connect(broker.port, { ...settings, isPlatform: false });
  const session = bench.sessions.get('one');
  assert.equal(await session.publish(foreign), 'acknowledged');
  assert.equal(await session.subscribe('home/#', 0), 0);
  for (const topic of ['', 'home/+', 'home/#', 'home/\0', 'x'.repeat(65_536)]) {
    await assert.rejects(session.publish({ ...foreign, topic }), isRefusal);
  }
  for (const filter of ['', 'home/+x', 'home/#/x', '\ud800']) await assert.rejects(session.subscribe(filter, 0), isRefusal);
});

test('on a platform they do not leave', async (context) => {
  const broker = await TestBroker.start(context);
  const bench = new SessionBench(context);
  await assert.rejects(bench.connect(broker.port, settings), { code: 276 });
  await bench.connect(broker.port);
  await assert.rejects(bench.sessions.get('one').publish(foreign), { code: 276 });
});

for (const [isPlatform, says, advises] of [
  [true, /^The platform refused the connection: .* \(CONNACK 5\)\.$/, /organisation/],
  [false, /^The server refused the connection: .* \(CONNACK 5\)\.$/, /^Check the user name and the token, which is the password there/],
] as const) {
  test(`a refused login is ${isPlatform ? 'the platform’s affair there' : 'the broker’s own affair elsewhere'}`, async (context) => {
    const server = await startServer(context, (socket) => socket.once('data', () => socket.end(Buffer.from([0x20, 2, 0, 5]))));
    const bench = new SessionBench(context);
    const refusal = await bench.connect(server.port, { isPlatform }).then(
      () => assert.fail('it was accepted'),
      (error: unknown) => error,
    );
    assert.ok(isRefusal(refusal));
    assert.match(refusal.message, says);
    assert.match(refusal.advice, advises);
  });
}
