import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { test, type TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Clock } from '../../../../src/rpc/node/clock.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { soon } from '../../../support/platform/soon.ts';
import { startPorts, type TestPorts } from '../../../support/platform/testPorts.ts';

interface Opened {
  readonly ports: TestPorts;
  readonly client: WebSocket;
  /** The TCP connection below, for frames that no library sends. */
  readonly socket: Socket;
  readonly stream: Duplex;
}

async function open(t: TestContext, clock?: Clock): Promise<Opened> {
  const ports = await startPorts(t, clock);
  const { port } = await ports.open();
  const client = new WebSocket(`ws://127.0.0.1:${port}/`, 'mqtt');
  const upgraded = once(client, 'upgrade');
  await once(client, 'open');
  const [{ socket }] = (await upgraded) as [{ socket: Socket }];
  client.on('error', () => undefined);
  t.after(() => client.terminate());
  const { stream } = await ports.next('mqtt');
  return { ports, client, socket, stream };
}

test('a message of 131,072 bytes passes in one frame and in many', async (t) => {
  const { client, stream } = await open(t);
  const message = Buffer.alloc(131_072 + 220, 'm');
  client.send(message);
  for (let at = 0; at < message.length; at += 1000) client.send(message.subarray(at, at + 1000), { fin: at + 1000 >= message.length });
  let count = 0;
  for await (const bytes of stream) {
    count += (bytes as Buffer).length;
    if (count === 2 * message.length) break;
  }
  assert.equal(count, 2 * message.length);
});

const broken = [
  ['a text frame', (client: WebSocket) => client.send('text'), 1003, /text frame, and MQTT over WebSocket uses binary frames/],
  // A binary frame, not masked.
  ['a frame without mask', (_: WebSocket, socket: Socket) => socket.write(Buffer.from([0x82, 0x01, 0x00])), 1002, /MASK must be set/],
  [
    'a frame that announces 200 MB',
    (_: WebSocket, socket: Socket) => socket.write(Buffer.from('82ff000000000bebc20000000000', 'hex')),
    1009,
    /Max payload size exceeded/,
  ],
] as const;

for (const [what, send, code, reason] of broken) {
  test(`${what} ends the connection with ${code}`, async (t) => {
    const { client, socket, stream } = await open(t);
    stream.resume();
    const failed = once(stream, 'error');
    const closed = once(client, 'close');
    send(client, socket);
    assert.match(String((await soon('the error', failed))[0]), reason);
    assert.equal((await soon('the close', closed))[0], code);
  });
}

test('a client that goes on after its frame was refused is cut a second later', async (t) => {
  const clock = new FakeClock();
  const { client, socket, stream } = await open(t, clock);
  stream.resume();
  // It never sees that the platform closed the WebSocket, and so does not close its side.
  client.pause();
  const failed = once(stream, 'error');
  socket.write(Buffer.from('82ff000000000bebc20000000000', 'hex'));
  while (clock.dueIn(1000) === 0) await setImmediate();
  clock.advance(1000);
  assert.match(String((await soon('the error', failed))[0]), /Max payload size exceeded/);
});

test('hundreds of WebSockets leave room for HTTP', async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open();
  const clients = Array.from({ length: 300 }, () => new WebSocket(`ws://127.0.0.1:${port}/`, 'mqtt'));
  t.after(() => {
    for (const client of clients) client.terminate();
  });
  await soon('the WebSockets', Promise.all(clients.map((client) => once(client, 'open'))));
  const answer = fetch(`http://127.0.0.1:${port}/`);
  (await ports.next('request')).response.end('served');
  assert.equal(await (await answer).text(), 'served');
});

test('a stream that is not read holds the client, and goes on where it stopped', async (t) => {
  const { client, stream } = await open(t);
  const frame = Buffer.alloc(100_000, 'f');
  const frames = 300;
  for (let at = 0; at < frames; at++) client.send(frame);
  // More than all buffers on the way hold; the client keeps the rest.
  await soon('the first bytes', once(stream, 'readable'));
  stream.pause();
  assert.ok(client.bufferedAmount > 0);
  let count = 0;
  for await (const bytes of stream) {
    count += (bytes as Buffer).length;
    if (count === frames * frame.length) break;
  }
  assert.equal(count, frames * frame.length);
});

test('a client that does not read is noticed by the writer', async (t) => {
  const { client, stream } = await open(t);
  client.pause();
  const piece = Buffer.alloc(1024 * 1024);
  let full = false;
  for (let at = 0; at < 32 && !full; at++) {
    stream.write(piece);
    full = stream.writableLength > 4 * piece.length;
  }
  assert.ok(full);
  const drained = once(stream, 'drain');
  client.resume();
  await soon('the drain', drained);
});

test('a frozen stream answers no ping, and stays open', async (t) => {
  const { client, stream } = await open(t);
  stream.on('data', () => undefined);
  client.ping();
  await soon('a pong', once(client, 'pong'));
  stream.pause();
  let answered = false;
  client.once('pong', () => (answered = true));
  client.ping();
  client.send(Buffer.alloc(10));
  // What the platform wrote itself arrives after any pong that it sent before.
  stream.write('still here');
  await soon('a message', once(client, 'message'));
  assert.equal(answered, false);
  assert.equal(client.readyState, WebSocket.OPEN);
});

test('a WebSocket that breaks off ends the stream', async (t) => {
  const { client, stream } = await open(t);
  stream.resume();
  const ended = once(stream, 'end');
  client.terminate();
  await soon('the end of the stream', ended);
});
