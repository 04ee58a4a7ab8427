import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { soon } from '../../../support/platform/soon.ts';
import { startPorts } from '../../../support/platform/testPorts.ts';

const hosts: readonly (readonly [host: string, ours: boolean])[] = [
  ['localhost', true],
  ['LOCALHOST:1883', true],
  ['abc123.localhost', true],
  ['abc123.messaging.localhost:8883', true],
  ['anything.localhost', true],
  ['127.0.0.1:1883', true],
  ['127.1.2.3', true],
  ['[::1]:1883', true],
  ['bench.example', true],
  ['bench.example.:80', true],
  ['evil.example', false],
  ['bench.example.evil.example', false],
  ['localhost.evil.example', false],
  ['evil.example/localhost', false],
  ['evil@localhost', false],
  ['8.8.8.8', false],
  ['0.0.0.0:1883', false],
  ['[::]:1883', false],
  ['__proto__', false],
];

const origins: readonly (readonly [origin: string, ours: boolean])[] = [
  ['http://localhost:3000', true],
  ['https://bench.example', true],
  ['http://127.0.0.1', true],
  ['https://evil.example', false],
  ['http://localhost.evil.example', false],
  ['null', false],
  ['file://', false],
  ['vscode-webview://localhost', false],
];

async function answerTo(socket: Socket, text: string): Promise<string> {
  socket.on('error', () => undefined);
  socket.write(text);
  const [bytes] = (await soon('an answer', once(socket, 'data'))) as [Buffer];
  socket.destroy();
  return bytes.toString('latin1');
}

const upgrade = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Protocol: mqtt',
  '',
].join('\r\n');

for (const [header, cases] of [
  ['Host', hosts],
  ['Origin', origins],
] as const) {
  for (const [value, ours] of cases) {
    test(`${header}: ${value} is ${ours ? 'served' : 'refused with 403'}, requests and upgrades alike`, async (t) => {
      const ports = await startPorts(t);
      const { port } = await ports.open();
      const head = header === 'Host' ? `Host: ${value}\r\n` : `Host: localhost\r\nOrigin: ${value}\r\n`;
      const asked = answerTo(connect(port, '127.0.0.1'), `GET /x HTTP/1.1\r\n${head}\r\n`);
      if (ours) (await ports.next('request')).response.end('{}');
      assert.match(await asked, ours ? /^HTTP\/1.1 200 / : /^HTTP\/1.1 403 [^]*\r\n\r\n\{"message":"The HTTP request /);
      const upgraded = await answerTo(connect(port, '127.0.0.1'), `GET / HTTP/1.1\r\n${head}${upgrade}\r\n`);
      assert.match(upgraded, ours ? /^HTTP\/1.1 101 / : /^HTTP\/1.1 403 /);
      if (!ours) assert.equal((await ports.next('refused')).why.code, 180);
    });
  }
}

test('a device with HTTP 1.0 need not name a host', async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open();
  const asked = answerTo(connect(port, '127.0.0.1'), 'GET /x HTTP/1.0\r\n\r\n');
  (await ports.next('request')).response.end('{}');
  assert.match(await asked, /^HTTP\/1.1 200 /);
});

for (const secure of [false, true]) {
  test(`the control protocol is served on loopback ${secure ? 'over TLS' : 'without TLS'}, with the bytes behind the request`, async (t) => {
    const ports = await startPorts(t);
    const { port } = await ports.open({ secure });
    const at = { host: '127.0.0.1', port };
    const socket = secure ? connectTls({ ...at, ca: ports.certificates.ca }) : connect(at);
    const answer = answerTo(socket, 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: wiotp-control\r\n\r\nkey');
    const { stream, link } = await ports.next('control');
    assert.equal(link.secure, secure);
    assert.equal(String(await once(stream, 'data')), 'key');
    assert.match(await answer, /^HTTP\/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: wiotp-control\r\n\r\n/);
  });
}

test('Quickstart is not steered', async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open({ service: 'quickstart' });
  const text = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: wiotp-control\r\n\r\n';
  assert.match(await answerTo(connect(port, '127.0.0.1'), text), /^HTTP\/1.1 400 /);
});
