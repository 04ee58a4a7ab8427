import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { Caller } from '../../../../src/rpc/caller.ts';
import { SocketWire } from '../../../../src/rpc/node/socketWire.ts';
import { Service } from '../../../../src/rpc/service.ts';
import { isRefusal, Refusal } from '../../../../src/wiotp/refusal.ts';

interface Calls {
  echo(bytes: Uint8Array): Uint8Array;
  refuse(): void;
  never(): void;
}

interface News {
  tick(count: number): void;
}

/** Both ends of a connection on loopback; they are gone when the test is over. */
async function socketPair(context: TestContext): Promise<readonly [near: Socket, far: Socket]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [[far]] = (await Promise.all([once(server, 'connection'), once(near, 'connect')])) as [[Socket], unknown];
  server.close();
  context.after(() => {
    near.destroy();
    far.destroy();
  });
  return [near, far];
}

function callerOver(socket: Socket): { caller: Caller<Calls, News>; ticks: number[]; ended: Promise<Error> } {
  const ticks: number[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<Error>();
  const caller = new Caller<Calls, News>(new SocketWire(socket), {
    name: 'the other',
    hear: { tick: (count) => ticks.push(count) },
    ended: resolve,
  });
  caller.start();
  return { caller, ticks, ended };
}

function serviceOver(socket: Socket): Service<Calls, News> {
  const service = new Service<Calls, News>(new SocketWire(socket), {
    echo: (bytes) => bytes,
    refuse: () => {
      throw new Refusal('Not now', { rule: 'later', advice: 'Wait.', code: 3 });
    },
    never: () => new Promise(() => undefined),
  });
  service.start();
  return service;
}

test('calls, refusals and news cross a socket in order', async (context) => {
  const [near, far] = await socketPair(context);
  const { caller, ticks } = callerOver(near);
  const service = serviceOver(far);
  const bytes = new Uint8Array(300_000).map((_, at) => at % 251);
  for (let count = 0; count < 5; count++) service.tell('tick', count);
  assert.deepEqual(await caller.ask('echo', bytes), bytes);
  assert.deepEqual(ticks, [0, 1, 2, 3, 4]);
  await assert.rejects(caller.ask('refuse'), (error) => isRefusal(error) && error.code === 3);
});

test('when the other end goes, what waits and what comes later fails with one reason', async (context) => {
  const [near, far] = await socketPair(context);
  const { caller, ended } = callerOver(near);
  serviceOver(far);
  const waiting = caller.ask('never').catch((error: unknown) => error);
  far.destroy();
  const why = await ended;
  // The system says either, by whether something was still unread.
  assert.match(why.message, /^The control connection (was closed|broke)$/);
  assert.equal(await waiting, why);
  await assert.rejects(caller.ask('never'), why);
});

test('something that is no frame ends the connection and says so', async (context) => {
  const [near, far] = await socketPair(context);
  const { ended } = callerOver(near);
  const gone = once(far, 'close');
  far.resume().write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  assert.equal((await ended).message, 'The control connection carried something that is no frame');
  await gone;
});

test('a listener that cannot take a frame ends the connection instead of the program', async (context) => {
  const [near, far] = await socketPair(context);
  const { promise, resolve } = Promise.withResolvers<Error>();
  new SocketWire(near).open({
    frame: () => {
      throw new Error('no traffic record');
    },
    end: resolve,
  });
  const wire = new SocketWire(far);
  wire.open({ frame: () => undefined, end: () => undefined });
  wire.send({});
  assert.match(String((await promise).cause), /no traffic record/);
});

test('closing this end is no news to its owner, and the other end hears it', async (context) => {
  const [near, far] = await socketPair(context);
  let told = false;
  const wire = new SocketWire(near);
  wire.open({ frame: () => undefined, end: () => (told = true) });
  const { ended } = callerOver(far);
  wire.close();
  wire.send({ late: true });
  await ended;
  assert.equal(told, false);
});
