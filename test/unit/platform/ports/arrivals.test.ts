import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect as connectTcp, type Socket } from 'node:net';
import { test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import * as fc from 'fast-check';
import { WebSocket } from 'ws';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { soon } from '../../../support/platform/soon.ts';
import { startPorts, type TestPorts } from '../../../support/platform/testPorts.ts';

const connect = Buffer.from('100c00044d5154540402003c0000', 'hex');

async function dial(ports: TestPorts, port: number, secure: boolean): Promise<Socket> {
  const at = { host: '127.0.0.1', port };
  const socket = secure ? connectTls({ ...at, ca: ports.certificates.ca, servername: 'abc123.messaging.localhost' }) : connectTcp(at);
  socket.on('error', () => undefined);
  await once(socket, secure ? 'secureConnect' : 'connect');
  return socket;
}

async function textOf(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (bytes) => (text += bytes.toString('latin1')));
  await soon('the end of a connection', once(socket, 'close'));
  return text;
}

for (const secure of [false, true]) {
  const over = secure ? 'TLS' : 'TCP';

  test(`MQTT over ${over} arrives byte by byte, and its answer goes back`, async (t) => {
    const ports = await startPorts(t);
    const { port, host } = await ports.open({ secure });
    const socket = await dial(ports, port, secure);
    socket.write(connect);
    const { stream, link } = await ports.next('mqtt');
    assert.deepEqual(
      { ...link, id: '' },
      {
        id: '',
        peer: `127.0.0.1:${socket.localPort}`,
        host,
        port,
        service: 'full',
        secure,
        webSocket: false,
        ...(secure ? { serverName: 'abc123.messaging.localhost' } : {}),
      },
    );
    const [bytes] = (await once(stream, 'data')) as [Buffer];
    assert.deepEqual(bytes, connect);
    socket.write('more');
    assert.equal(String(await once(stream, 'data')), 'more');
    stream.end('answer');
    assert.equal(await textOf(socket), 'answer');
    const stages = ports.told.map(({ what }) => what);
    assert.deepEqual(stages, secure ? ['tcp', 'tls'] : ['tcp']);
  });

  test(`HTTP over ${over} arrives whole, request after request on one connection`, async (t) => {
    const ports = await startPorts(t);
    const { port } = await ports.open({ secure });
    const socket = await dial(ports, port, secure);
    const body = 'x'.repeat(300_000);
    for (const path of ['/first', '/second']) {
      socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      const { request, response, link } = await ports.next('request');
      assert.equal(link.secure, secure);
      assert.equal(request.url, path);
      let got = '';
      for await (const bytes of request) got += String(bytes);
      assert.equal(got, body);
      response.end('{}');
      assert.match(String(await once(socket, 'data')), /^HTTP\/1.1 200 OK/);
    }
    socket.destroy();
  });

  test(`MQTT over WebSocket over ${over} arrives as a stream, and its end closes the WebSocket`, async (t) => {
    const ports = await startPorts(t);
    const { port } = await ports.open({ secure });
    for (const [path, subprotocol] of [
      ['/', 'mqtt'],
      ['/mqtt', 'mqttv3.1'],
    ] as const) {
      const url = `${secure ? 'wss' : 'ws'}://127.0.0.1:${port}${path}`;
      const webSocket = new WebSocket(url, subprotocol, { ca: ports.certificates.ca });
      await once(webSocket, 'open');
      assert.equal(webSocket.protocol, subprotocol);
      assert.equal(webSocket.extensions, '');
      const { stream, link } = await ports.next('mqtt');
      assert.deepEqual([link.webSocket, link.secure], [true, secure]);
      webSocket.send(connect);
      assert.deepEqual((await once(stream, 'data'))[0], connect);
      stream.write('answer');
      assert.deepEqual(await once(webSocket, 'message'), [Buffer.from('answer'), true]);
      stream.end();
      stream.resume();
      await soon('the close of the WebSocket', once(webSocket, 'close'));
      await soon('the close of the stream', stream.closed ? Promise.resolve([]) : once(stream, 'close'));
    }
  });

  test(`bytes that are nothing go to MQTT over ${over}`, async (t) => {
    const ports = await startPorts(t);
    const { port } = await ports.open({ secure });
    const socket = await dial(ports, port, secure);
    const garbage = Buffer.alloc(10_000, 0xfe);
    socket.write(garbage);
    const { stream } = await ports.next('mqtt');
    let count = 0;
    while (count < garbage.length) count += ((await once(stream, 'data')) as [Buffer])[0].length;
    assert.equal(count, garbage.length);
  });

  test(`who says nothing over ${over} is refused after 10 seconds with 164`, async (t) => {
    const clock = new FakeClock();
    const ports = await startPorts(t, clock);
    const { port } = await ports.open({ secure });
    const socket = await dial(ports, port, secure);
    await ports.next(secure ? 'tls' : 'tcp');
    clock.advance(9_999);
    assert.equal(ports.told.filter(({ what }) => what === 'refused').length, 0);
    clock.advance(1);
    const { why } = await ports.next('refused');
    assert.deepEqual([why.code, why.message], [164, 'The client sent nothing within 10 s.']);
    await textOf(socket);
  });

  test(`who leaves a request's header unfinished over ${over} gets 408`, async (t) => {
    const clock = new FakeClock();
    const ports = await startPorts(t, clock);
    const { port } = await ports.open({ secure });
    const socket = await dial(ports, port, secure);
    socket.write('GET / HTTP/1.1\r\nHost: local');
    await ports.next('http');
    clock.advance(30_000);
    assert.equal((await ports.next('refused')).why.code, 164);
    assert.match(await textOf(socket), /^HTTP\/1.1 408 [^]*"message":"The client sent no complete HTTP request within 30 s./);
  });
}

const wrongPort = [
  ['MQTT on a port with TLS', connect, 163, /^$/],
  ['garbage on a port with TLS', Buffer.alloc(10_000, 0x31), 163, /^$/],
  [
    'HTTP on a port with TLS',
    Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    163,
    /^HTTP\/1.1 400 [^]*without TLS[^]*switch TLS on/,
  ],
] as const;

for (const [what, bytes, code, answer] of wrongPort) {
  test(`${what} is refused, and told why`, async (t) => {
    const ports = await startPorts(t);
    const { port } = await ports.open({ secure: true });
    const socket = await dial(ports, port, false);
    socket.write(bytes);
    const { why } = await ports.next('refused');
    assert.equal(why.code, code);
    assert.match(why.advice, /switch TLS on/);
    assert.match(await textOf(socket), answer);
  });
}

test('TLS on a port without it goes to MQTT, which says what is wrong', async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open();
  const socket = connectTls({ host: '127.0.0.1', port });
  socket.on('error', () => undefined);
  const { stream } = await ports.next('mqtt');
  assert.equal(((await once(stream, 'data')) as [Buffer])[0][0], 0x16);
  socket.destroy();
});

test('a connection that nobody serves is cut at once when its port closes, and told why', async (t) => {
  const ports = await startPorts(t);
  const { port, id } = await ports.open();
  const [silent, kept] = [await dial(ports, port, false), await dial(ports, port, false)];
  kept.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const { response } = await ports.next('request');
  response.end('{}');
  await once(kept, 'data');
  const ends = Promise.all([textOf(silent), textOf(kept)]);
  await soon('the end of the port', ports.ports.close(id, 600_000));
  await ends;
  assert.equal((await ports.next('closing')).listener.id, id);
  assert.equal((await ports.next('refused')).why.code, 93);
});

test('random bytes on any port end, and disturb nobody', async (t) => {
  const ports = await startPorts(t);
  ports.careless = true;
  const [plain, secure] = [await ports.open(), await ports.open({ secure: true })];
  const start = fc.constantFrom(
    '',
    '\x10',
    '\x16\x03',
    '\x16\x03\x01\x00\x10\x01',
    'GET ',
    'GET / HTTP/1.1\r\n',
    'POST / HTTP/1.1\r\nHost: localhost\r\n\r\n',
  );
  const attack = fc.record({
    start,
    bytes: fc.uint8Array({ maxLength: 300 }),
    port: fc.constantFrom(plain.port, secure.port),
    cut: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(attack, async ({ start, bytes, port, cut }) => {
      const socket = await dial(ports, port, false);
      const end = textOf(socket);
      socket.write(Buffer.concat([Buffer.from(start, 'latin1'), bytes]));
      if (cut) socket.resetAndDestroy();
      else socket.end();
      await end;
    }),
    { numRuns: 200 },
  );
  ports.careless = false;
  const socket = await dial(ports, plain.port, false);
  socket.write(connect);
  await ports.next('mqtt');
});

test('an own certificate authority is enough for HTTPS', async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open({ secure: true });
  const request = httpsRequest({ host: '127.0.0.1', port, path: '/x', ca: ports.certificates.ca, agent: false });
  request.end();
  const { response } = await ports.next('request');
  response.end('{}');
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  assert.equal(answer.statusCode, 200);
  answer.resume();
});
