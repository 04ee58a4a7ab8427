import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import * as mqttPacket from 'mqtt-packet';
import type { SessionSettings } from '../../../../src/profiles/sessionSettings.ts';
import { EngineBench } from '../../../support/engine/engineBench.ts';
import { SessionBench, token } from '../../../support/engine/sessionBench.ts';
import { testSettings } from '../../../support/engine/testSettings.ts';
import { soon } from '../../../support/platform/soon.ts';

/** A server that accepts every client, and knows which sockets are open. */
class Doorkeeper {
  readonly open = new Set<Socket>();
  accepted = 0;
  port = 0;

  static async start(context: TestContext): Promise<Doorkeeper> {
    const keeper = new Doorkeeper();
    const server = createServer((socket) => keeper.#serve(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    keeper.port = (server.address() as AddressInfo).port;
    context.after(() => {
      for (const socket of keeper.open) socket.destroy();
      server.close();
    });
    return keeper;
  }

  /** Resolves when nobody is connected. */
  async empty(): Promise<void> {
    for (const socket of this.open) await soon('the end of every connection', once(socket, 'close'));
  }

  #serve(socket: Socket): void {
    this.accepted++;
    this.open.add(socket);
    socket.on('close', () => this.open.delete(socket)).on('error', () => undefined);
    const parser = mqttPacket.parser();
    parser.on('packet', ({ cmd, messageId = 0 }) => {
      if (cmd === 'connect') socket.write(mqttPacket.generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }));
      if (cmd === 'subscribe') socket.write(mqttPacket.generate({ cmd: 'suback', messageId, granted: [1] }));
    });
    socket.on('data', (bytes) => parser.parse(bytes));
  }
}

/** What connects and disconnects: the sessions themselves, or the engine in its thread. */
interface Asked {
  readonly connect: (settings: SessionSettings) => Promise<unknown>;
  readonly disconnect: (id: string) => Promise<unknown>;
  readonly states: () => readonly unknown[];
}

const ways: readonly (readonly [what: string, make: (context: TestContext) => Asked])[] = [
  [
    'the sessions',
    (context) => {
      const { sessions, ...bench } = new SessionBench(context);
      return {
        connect: (settings) => sessions.connect(settings, { token }),
        disconnect: (id) => sessions.disconnect(id),
        states: () => bench.states,
      };
    },
  ],
  [
    'the engine',
    (context) => {
      const bench = new EngineBench(context);
      return {
        connect: (settings) => bench.ask('connect', settings, { token }),
        disconnect: (id) => bench.ask('disconnect', id),
        states: () => bench.states,
      };
    },
  ],
];

for (const [what, make] of ways) {
  test(`${what}, asked to connect twice in one turn: the second is refused, and disconnecting leaves nothing open`, async (context) => {
    const keeper = await Doorkeeper.start(context);
    const asked = make(context);
    const settings = testSettings(keeper.port);
    const [first, second] = await Promise.allSettled([asked.connect(settings), asked.connect(settings)]);
    assert.equal(first.status, 'fulfilled');
    assert.match(String(second.status === 'rejected' && second.reason), /open already/);
    assert.equal(keeper.accepted, 1);
    await asked.disconnect('one');
    await keeper.empty();
  });

  test(`${what}, asked to connect and disconnect in one turn: nothing stays open`, async (context) => {
    const keeper = await Doorkeeper.start(context);
    const asked = make(context);
    const [connected] = await Promise.allSettled([asked.connect(testSettings(keeper.port)), asked.disconnect('one')]);
    assert.match(String(connected.status === 'rejected' && connected.reason), /closed before it was ready/);
    await keeper.empty();
  });

  test(`${what}, asked to replace a connection several times in one turn: one is open afterwards`, async (context) => {
    const keeper = await Doorkeeper.start(context);
    const asked = make(context);
    const settings = testSettings(keeper.port);
    await asked.connect(settings);
    const outcomes = await Promise.allSettled([
      asked.disconnect('one'),
      asked.connect(settings),
      asked.disconnect('one'),
      asked.connect(settings),
      asked.connect(settings),
    ]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'rejected'],
    );
    await asked.disconnect('one');
    await keeper.empty();
  });
}

test('disconnecting in the very moment in which the connection becomes ready leaves nothing open', async (context) => {
  const keeper = await Doorkeeper.start(context);
  for (let turns = 0; turns < 12; turns++) {
    const bench = new SessionBench(context);
    const connected = bench.sessions.connect(testSettings(keeper.port), { token }).catch(() => undefined);
    await bench.until('the second subscription', () => bench.records.length === 3);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    await bench.sessions.disconnect('one');
    await connected;
    await keeper.empty();
  }
});
