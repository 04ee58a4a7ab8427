import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { refusalText } from '../../../../src/wiotp/refusal.ts';
import { testEndpoint } from '../../../support/engine/testSettings.ts';
import { openWith, refusalOf } from '../../../support/network/opening.ts';
import { startServer } from '../../../support/network/servers.ts';
import { soon } from '../../../support/platform/soon.ts';

const never = new AbortController().signal;

void describe('openStream with a WebSocket', () => {
  const statuses: readonly (readonly [status: number, says: RegExp])[] = [
    [
      400,
      /does not open a WebSocket at \/mqtt \(HTTP 400\)\. Check that the port takes WebSockets, and whether it wants the transport wss/,
    ],
    [401, /\(HTTP 401\)\. Something before the MQTT server wants a login/],
    [404, /\(HTTP 404\)\. Check the path; "\/mqtt" is the usual one/],
    [200, /\(HTTP 200\)\. Check port and path/],
    [503, /\(HTTP 503\)\. The server’s front end does not reach/],
  ];
  for (const [status, says] of statuses) {
    void it(`is refused with HTTP ${status}`, async (t) => {
      const port = await webServer(t, (_, response) => response.writeHead(status).end('no'));
      assert.match(refusalText(await refusalOf(testEndpoint(port, { transport: 'ws' }))), says);
    });
  }

  void it('follows no redirection', async (t) => {
    let visits = 0;
    const port = await webServer(t, (_, response) => {
      visits++;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    const refusal = await refusalOf(testEndpoint(port, { transport: 'ws' }));
    assert.match(refusal.message, /\(HTTP 307\)\. It points to \/elsewhere, which is not followed\.$/);
    assert.equal(visits, 1);
  });

  void it('meets servers that are none', async (t) => {
    const speaks = await startServer(t, (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    const closes = await startServer(t, (socket) => socket.once('data', () => socket.destroy()));
    const other = await socketServer(
      t,
      () => undefined,
      () => false,
    );
    const cases: readonly (readonly [port: number, says: RegExp])[] = [
      [speaks.port, /answers, but opens no WebSocket\. Check port and path/],
      [closes.port, /closed the connection instead of opening a WebSocket/],
      [other, /opens a WebSocket, but not for MQTT: it does not agree to the subprotocol "mqtt"/],
    ];
    for (const [port, says] of cases) assert.match(refusalText(await refusalOf(testEndpoint(port, { transport: 'ws' }))), says);
  });

  void it('goes to the path, with a query, and says the host', async (t) => {
    const requests: IncomingMessage[] = [];
    const port = await socketServer(t, (_, request) => requests.push(request));
    for (const path of ['/mqtt?x=1', 'mqtt', '/a#b']) {
      const { stream } = await soon('a stream', openWith(testEndpoint(port, { transport: 'ws', path }), {}, never));
      stream.destroy();
    }
    assert.deepEqual(
      requests.map(({ url }) => url),
      ['/mqtt?x=1', '/mqtt', '/a%23b'],
    );
    const [first] = requests;
    assert.equal(first?.headers.host, `127.0.0.1:${port}`);
    assert.equal(first.headers['sec-websocket-protocol'], 'mqtt');
    assert.equal(first.headers['sec-websocket-extensions'], undefined);
  });

  const ends: readonly (readonly [name: string, act: (socket: WebSocket) => void, ends: RegExp])[] = [
    ['text', (socket) => socket.send('hello'), /sent text over the WebSocket/],
    ['a close with a code', (socket) => socket.close(1008, 'go \u001b away'), /closed the WebSocket with code 1008: go □ away\./],
    ['a frame that is too large', (socket) => socket.send(Buffer.alloc(17 * 1024 * 1024)), /Max payload size exceeded/],
    ['a normal close', (socket) => socket.close(1000), /^no error$/],
  ];
  for (const [name, act, says] of ends) {
    void it(`ends with ${name}`, async (t) => {
      const port = await socketServer(t, act);
      const { stream, socket } = await soon('a stream', openWith(testEndpoint(port, { transport: 'ws' }), {}, never));
      let error = 'no error';
      stream.on('error', ({ message }) => (error = message));
      stream.resume();
      await soon('the end of the stream', new Promise<void>((resolve) => stream.once('close', resolve)));
      assert.match(error, says);
      if (!socket.closed) await soon('the end of the socket', new Promise<void>((resolve) => socket.once('close', () => resolve())));
    });
  }
});

async function webServer(t: TestContext, answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createServer(answer);
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => undefined);
    const response = { status: 0 };
    answer(request, {
      writeHead(status: number, headers: Record<string, string> = {}) {
        response.status = status;
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
        socket.write(`HTTP/1.1 ${status} Answer\r\n${lines.join('')}Content-Length: 0\r\n\r\n`);
        return this;
      },
      end: () => socket.end(),
    } as unknown as ServerResponse);
  });
  return listen(t, server);
}

async function socketServer(
  t: TestContext,
  act: (socket: WebSocket, request: IncomingMessage) => void,
  choose: () => string | false = () => 'mqtt',
): Promise<number> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, handleProtocols: choose });
  sockets.on('connection', (socket, request) => {
    socket.on('error', () => undefined);
    act(socket, request);
  });
  t.after(() => {
    for (const socket of sockets.clients) socket.terminate();
  });
  return listen(t, server);
}

async function listen(t: TestContext, server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
