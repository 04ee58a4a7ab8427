import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { test } from 'node:test';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { soon } from '../../../support/platform/soon.ts';
import { startPorts } from '../../../support/platform/testPorts.ts';

async function dial(port: number): Promise<Socket> {
  const socket = connectTcp({ host: '127.0.0.1', port });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

async function textOf(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (bytes) => (text += bytes.toString('latin1')));
  await soon('the end of a connection', once(socket, 'close'));
  return text;
}

test('a request that stops within its body is cut after a minute, and one that waits for its answer is not', async (t) => {
  const clock = new FakeClock();
  const ports = await startPorts(t, clock);
  const { port } = await ports.open();
  const [slow, patient] = [await dial(port), await dial(port)];
  slow.write('POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf');
  await ports.next('request');
  patient.write('POST /patient HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nfull');
  const { request, response } = await ports.next('request');
  request.resume();
  await once(request, 'end');
  clock.advance(60_000);
  await textOf(slow);
  clock.advance(3_600_000);
  response.end('late');
  assert.match(String(await once(patient, 'data')), /late/);
});

test('the next request on a connection has to come in time as well', async (t) => {
  const clock = new FakeClock();
  const ports = await startPorts(t, clock);
  const { port } = await ports.open();
  const socket = await dial(port);
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const { response } = await ports.next('request');
  clock.advance(100_000);
  const answered = once(response, 'close');
  response.end();
  await answered;
  socket.write('GET / HTTP/1.1\r\n');
  clock.advance(30_000);
  assert.match(await textOf(socket), /HTTP\/1.1 408/);
});

test('a client that asks without reading the answers is cut', async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open();
  const socket = await dial(port);
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(17));
  await textOf(socket);
  assert.equal(ports.told.filter(({ what }) => what === 'request').length, 16);
});

test('HTTP/1.0 without Host is served', async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open();
  const socket = await dial(port);
  socket.write('GET / HTTP/1.0\r\n\r\n');
  (await ports.next('request')).response.end();
  assert.match(await textOf(socket), /^HTTP\/1.1 200 /);
});

test('slow connections of one address leave room for others', async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open();
  const sockets = await Promise.all(Array.from({ length: 100 }, () => dial(port)));
  for (const socket of sockets) socket.write('GET / HTTP/1.1\r\n');
  for (let at = 0; at < sockets.length; at++) await ports.next('http');
  const surplus = await dial(port);
  surplus.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  assert.match(await textOf(surplus), /^HTTP\/1.1 503 .*There are 100 HTTP connections from 127.0.0.1 already/s);
  assert.equal((await ports.next('refused')).why.code, 104);
  sockets[0]?.destroy();
  // The place is free as soon as the platform has seen the end.
  for (let served = false; !served;) {
    const next = await dial(port);
    next.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    served = await Promise.race([ports.next('request').then(() => true), textOf(next).then(() => false)]);
  }
});

const malformed = [
  ['a broken request line', 'GET / NONSENSE\r\n\r\n', 400, /malformed/],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400, /does not say which host/],
  ['an empty Host', 'GET / HTTP/1.1\r\nHost:\r\n\r\n', 400, /does not say which host/],
  ['an empty Host in HTTP/1.0', 'GET / HTTP/1.0\r\nHost: \r\n\r\n', 400, /does not say which host/],
  ['an upgrade without Host', 'GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n', 400, /does not say which host/],
  ['a header of 20,000 bytes', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, /16384 bytes/],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400, /malformed/],
  ['an unknown upgrade', 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n', 400, /"h2c"/],
  [
    'a WebSocket without key',
    'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
    400,
    /WebSocket request is not valid/,
  ],
  [
    'a WebSocket for something else',
    'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: soap, wamp\r\n\r\n',
    400,
    /no subprotocol/,
  ],
] as const;

for (const [what, text, status, reason] of malformed) {
  test(`${what} gets ${status}`, async (t) => {
    const ports = await startPorts(t);
    const { port } = await ports.open();
    const socket = await dial(port);
    socket.write(text);
    assert.match(await textOf(socket), new RegExp(`^HTTP/1.1 ${status} `));
    const { why } = await ports.next('refused');
    assert.equal(why.code, 105);
    assert.match(why.message, reason);
  });
}
