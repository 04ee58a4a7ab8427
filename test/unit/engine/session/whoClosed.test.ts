import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { scriptedServer, type ScriptedConnection } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';
import { FaultProxy } from '../../../support/network/faultProxy.ts';

/** A session that is connected, and the server's end of its connection. */
async function scripted(context: TestContext): Promise<{ bench: SessionBench; server: ScriptedConnection }> {
  const bench = new SessionBench(context);
  let server: ScriptedConnection | undefined;
  const port = await scriptedServer(context, (packet, connection) => {
    if (packet.cmd === 'connect') server = connection;
  });
  await bench.connect(port);
  return { bench, server: server ?? assert.fail('nobody connected') };
}

async function behindProxy(context: TestContext, keepAliveSeconds: number): Promise<{ bench: SessionBench; proxy: FaultProxy }> {
  const broker = await TestBroker.start(context);
  const proxy = await FaultProxy.start(context, { host: '127.0.0.1', port: broker.port });
  const bench = new SessionBench(context);
  await bench.connect(proxy.port, { keepAliveSeconds });
  return { bench, proxy };
}

/** Which way the connection events went. */
async function ways(bench: SessionBench): Promise<readonly string[]> {
  await bench.until('the end of the connection', () => bench.records.some(({ event }) => event?.kind === 'connection.closed'));
  return bench.records.flatMap(({ event, direction }) =>
    event?.kind === 'connection.open' || event?.kind === 'connection.closed' ? [`${direction} ${event.kind}`] : [],
  );
}

for (const [who, direction, end] of [
  [
    'the user',
    'up',
    async (context) => {
      const { bench } = await scripted(context);
      await bench.sessions.disconnect('one');
      return bench;
    },
  ],
  [
    'this side, which reads no such bytes',
    'up',
    async (context) => {
      const { bench, server } = await scripted(context);
      server.sendBytes(Uint8Array.of(0x00, 0x00));
      return bench;
    },
  ],
  [
    'this side, as nobody answers its pings',
    'up',
    async (context) => {
      const { bench, proxy } = await behindProxy(context, 1);
      proxy.halfOpen();
      bench.clock.advance(1_500);
      return bench;
    },
  ],
  [
    'the server',
    'down',
    async (context) => {
      const { bench, server } = await scripted(context);
      bench.clock.advance(5_000);
      server.close();
      return bench;
    },
  ],
  [
    'nobody, as the network broke',
    'down',
    async (context) => {
      const { bench, proxy } = await behindProxy(context, 60);
      bench.clock.advance(5_000);
      proxy.cut();
      return bench;
    },
  ],
] as const satisfies readonly (readonly [string, 'up' | 'down', (context: TestContext) => Promise<SessionBench>])[]) {
  test(`the record of the end says who closed the connection: ${who}`, async (context) => {
    assert.deepEqual(await ways(await end(context)), ['up connection.open', `${direction} connection.closed`]);
  });
}

test('a refused connection is the doing of the server', async (context) => {
  const bench = new SessionBench(context);
  const port = await scriptedServer(context, () => undefined, { connack: { returnCode: 5 } });
  await assert.rejects(bench.connect(port));
  const [refused] = bench.records.filter(({ event }) => event?.kind === 'connection.refused');
  assert.equal(refused?.direction, 'down');
});
