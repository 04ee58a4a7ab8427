import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { isManaged } from '../../../../src/rpc/session/sessionState.ts';
import { connackCode } from '../../../../src/wiotp/codes.ts';
import { isRefusal, type Refusal } from '../../../../src/wiotp/refusal.ts';
import { everythingIn, SessionBench, token } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';
import { management } from '../../../support/engine/testSettings.ts';
import { soon } from '../../../support/platform/soon.ts';

/** A server that does with its connections what the test says. Ends with the test. */
async function serve(context: TestContext, accept: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    accept(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** The refusal with which an attempt to connect fails. */
async function refusalOf(attempt: Promise<unknown>): Promise<Refusal> {
  const error = await soon(
    'a refusal',
    attempt.then(
      () => assert.fail('it connected'),
      (why: unknown) => why,
    ),
  );
  assert.ok(isRefusal(error), String(error));
  assert.equal(everythingIn(error).includes(token), false, 'the token is nobody’s business');
  return error;
}

test('connects as a device and subscribes to its commands', async (context) => {
  const bench = new SessionBench(context);
  let login: unknown;
  const broker = await TestBroker.start(context, {
    connack: (client) => {
      login = client;
      return 0;
    },
  });
  await bench.connect(broker.port);
  assert.deepEqual(login, { id: 'd:abc123:thermostat:t-1', userName: 'use-token-auth', password: token });
  assert.deepEqual(bench.crossed, ['connection.open', 'connection.subscribed', 'connection.subscribed']);
  const [open, subscribed] = bench.records;
  assert.deepEqual([open?.event?.cleanSession, open?.event?.sessionPresent], [true, false]);
  assert.match(open?.event?.peer ?? '', /^127\.0\.0\.1:\d+$/);
  assert.deepEqual([subscribed?.event?.filter, subscribed?.event?.qos], ['iot-2/cmd/+/fmt/+', 1]);
  const { devices, modes: _, ...state } = bench.state;
  assert.deepEqual(state, {
    id: 'one',
    phase: 'connected',
    failed: false,
    sessionPresent: false,
    subscriptions: [
      { filter: 'iot-2/cmd/+/fmt/+', qos: 1, granted: 1 },
      { filter: 'iotdm-1/#', qos: 1, granted: 1 },
    ],
    waiting: 0,
    undelivered: [],
    jobs: [],
  });
  assert.equal(devices[0]?.managed, false);
});

test('a managed device subscribes to Device Management before it manages', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port, { management: management({ lifetimeSeconds: 3600 }) });
  assert.deepEqual(bench.crossed, [
    'connection.open',
    'connection.subscribed',
    'connection.subscribed',
    'up iotdevice-1/mgmt/manage',
    'down iotdm-1/response',
  ]);
  assert.equal(bench.records[2]?.event?.filter, 'iotdm-1/#');
  const [manage] = await broker.heard('iotdevice-1/mgmt/manage');
  assert.equal(manage?.qos, 1);
  const { d, reqId } = JSON.parse(manage.payload) as { d: { lifetime: number }; reqId: string };
  assert.deepEqual([d.lifetime, reqId], [3600, 'id-1']);
  assert.equal(isManaged(bench.state), true);
  assert.equal(bench.state.reason, undefined);
});

test('a platform that does not accept the Manage request leaves a connected device that is not managed, and says why', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context, { answer: () => ({ rc: 403, message: 'no such bundle' }) });
  await bench.connect(broker.port, { management: management() });
  assert.equal(bench.state.phase, 'connected');
  assert.equal(isManaged(bench.state), false);
  assert.equal(
    bench.state.devices[0]?.note,
    'The platform refused the Manage request with rc 403: supports claims a set of actions that does not exist. It says: no such bundle',
  );
});

test('a platform that does not answer the Manage request within 10 s does not keep the device from connecting', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context, { answer: () => undefined });
  const connected = bench.connect(broker.port, { management: management() });
  await broker.heard('iotdevice-1/mgmt/manage');
  assert.equal(bench.state.phase, 'connected', 'it can be used meanwhile');
  bench.clock.advance(10_000);
  await connected;
  assert.equal(bench.state.phase, 'connected');
  assert.match(bench.state.devices[0]?.note ?? '', /^The platform did not answer the Manage request within 10 s\./);
});

for (const code of [2, 3, 4, 5]) {
  test(`CONNACK ${code} is a refusal with its meaning and what to do`, async (context) => {
    const bench = new SessionBench(context);
    const broker = await TestBroker.start(context, { connack: () => code });
    const refusal = await refusalOf(bench.connect(broker.port));
    const { meaning, advice } = connackCode(code);
    assert.deepEqual([refusal.code, refusal.advice], [code, advice]);
    assert.ok(refusal.message.includes(meaning));
    assert.deepEqual(bench.crossed, ['connection.refused']);
    assert.deepEqual([bench.records[0]?.event?.code, bench.records[0]?.event?.advice], [code, advice]);
    // Nobody needs to be told: the call has failed.
    assert.deepEqual([bench.state.phase, bench.state.failed], ['closed', false]);
    assert.equal(bench.clock.pending, 0);
  });
}

test('a port where nobody listens is a refusal that says so', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await broker.stop();
  const refusal = await refusalOf(bench.connect(broker.port));
  assert.equal(refusal.message, `Nothing listens on 127.0.0.1:${broker.port}.`);
  assert.equal((refusal.cause as NodeJS.ErrnoException).code, 'ECONNREFUSED');
  assert.deepEqual(bench.crossed, [], 'there was no connection');
  assert.equal(bench.clock.pending, 0);
});

test('a server that closes without CONNACK is a refusal that says so', async (context) => {
  const bench = new SessionBench(context);
  const port = await serve(context, (socket) => socket.once('data', () => socket.end()));
  const refusal = await refusalOf(bench.connect(port));
  assert.equal(refusal.message, 'The other side closed the connection without a CONNACK.');
  assert.deepEqual(bench.crossed, ['connection.refused']);
});

test('a server that never says anything is a refusal after 15 s, and the connection is closed', async (context) => {
  const bench = new SessionBench(context);
  const { promise: closed, resolve } = Promise.withResolvers<unknown>();
  const { promise: asked, resolve: ask } = Promise.withResolvers<unknown>();
  const port = await serve(context, (socket) => socket.once('data', ask).once('close', resolve));
  const attempt = bench.connect(port);
  await asked;
  bench.clock.advance(14_999);
  bench.clock.advance(1);
  const refusal = await refusalOf(attempt);
  assert.equal(refusal.message, `127.0.0.1:${port} did not answer: no CONNACK within 15 s.`);
  await soon('the end of the connection', closed);
});

test('a subscription that is refused is a refusal', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context, { refused: ['iot-2/cmd/+/fmt/+'] });
  const refusal = await refusalOf(bench.connect(broker.port));
  assert.equal(refusal.message, 'The platform refused the subscription to iot-2/cmd/+/fmt/+ (SUBACK 128).');
  await bench.until('the end of the connection', () => bench.crossed.includes('connection.closed'));
  assert.deepEqual(bench.crossed, ['connection.open', 'connection.subscribed', 'connection.closed']);
  assert.equal(bench.records[1]?.event?.qos, 128);
});

test('a server that closes the connection for a subscription is a refusal that names it', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context, { forbidden: ['iotdm-1/#'] });
  const refusal = await refusalOf(bench.connect(broker.port, { management: management() }));
  assert.equal(refusal.message, 'The other side closed the connection right after SUBSCRIBE to iotdm-1/#.');
  assert.equal(bench.records.at(-1)?.event?.reason, refusal.message);
});

test('disconnecting while it connects ends the attempt', async (context) => {
  const bench = new SessionBench(context);
  const { promise: asked, resolve } = Promise.withResolvers<unknown>();
  const port = await serve(context, (socket) => socket.once('data', resolve));
  const attempt = refusalOf(bench.connect(port));
  await asked;
  await bench.sessions.disconnect('one');
  assert.equal((await attempt).message, 'The connection was closed before it was ready.');
  assert.deepEqual(bench.states, []);
  assert.equal(bench.clock.pending, 0);
});

test('disconnecting says goodbye to the server', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  await bench.sessions.disconnect('one');
  const { event } = bench.records.at(-1) ?? assert.fail();
  assert.deepEqual([event?.kind, event?.code, event?.reason], ['connection.closed', 0, 'This workbench closed the connection.']);
  assert.deepEqual(bench.states, []);
  await bench.sessions.disconnect('one');
  await bench.sessions.disconnect('nobody');
});

test('a profile has one connection, and one that has ended can be opened again', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  const refusal = await refusalOf(bench.connect(broker.port));
  assert.equal(refusal.message, 'This connection is open already.');
  await bench.sessions.disconnect('one');
  await bench.connect(broker.port);
  assert.equal(bench.state.phase, 'connected');
  assert.equal(bench.records.at(-1)?.connection, 'one#2', 'a connection has a name of its own');
});
