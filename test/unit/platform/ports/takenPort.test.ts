import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { test, type TestContext } from 'node:test';
import { startPorts } from '../../../support/platform/testPorts.ts';

async function portOf(t: TestContext, server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** What is said of a port that somebody has. */
async function taken(t: TestContext, port: number, secure = false): Promise<string> {
  const ports = await startPorts(t);
  await assert.rejects(ports.open({ secure, port: { port, orAnother: false } }), { name: 'Refusal' });
  const state = await ports.open({ secure, port: { port, orAnother: true } });
  assert.equal(state.wantedPort, port);
  assert.notEqual(state.port, port);
  return state.taken ?? '';
}

/** On Linux the process is named as well. */
const here = process.platform === 'linux' ? String.raw` \(node, process ${process.pid}\)` : '';

test('another of our platforms says who it is, and in which process, once', async (t) => {
  const identity = JSON.stringify({ product: 'Device Workbench', org: 'abc123', pid: 4711 });
  const port = await portOf(
    t,
    createHttpServer((_, response) => void response.end(identity)),
  );
  const expected = `Port ${port} of 127.0.0.1 is taken by another embedded platform, of the organisation abc123 in process 4711.`;
  assert.equal(await taken(t, port), expected);
});

for (const [has, wants] of [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const) {
  test(`our own port ${has ? 'with' : 'without'} TLS is known when one ${wants ? 'with' : 'without'} is wanted`, async (t) => {
    const other = await startPorts(t);
    const { port } = await other.open({ secure: has });
    assert.equal(await taken(t, port, wants), `Port ${port} of 127.0.0.1 is taken by this platform itself.`);
  });
}

test('an HTTP server is one', async (t) => {
  const port = await portOf(
    t,
    createHttpServer((_, response) => void response.end('hello')),
  );
  assert.match(await taken(t, port), new RegExp(`^Port ${port} of 127.0.0.1 is taken by an HTTP server${here}\\.$`));
});

test('a server that says nothing, and one that talks without end, are another program', async (t) => {
  const mute = await portOf(
    t,
    createServer((socket) => socket.on('error', () => undefined).resume()),
  );
  assert.match(await taken(t, mute), new RegExp(`is taken by another program${here}\\.$`));
  const chatty = createServer((socket) => {
    const talk = (): void => void (socket.destroyed || socket.write('x'.repeat(1000), () => setImmediate(talk)));
    socket.on('error', () => socket.destroy());
    talk();
  });
  assert.match(await taken(t, await portOf(t, chatty)), new RegExp(`is taken by another program${here}\\.$`));
});

test('a server that claims to be ours is not believed everything', async (t) => {
  const claim = JSON.stringify({ product: 'Device Workbench', org: '\u001b[31mevil\n'.repeat(20), pid: 1 });
  const port = await portOf(
    t,
    createHttpServer((_, response) => void response.writeHead(200, { 'content-length': claim.length }).end(claim)),
  );
  // Nothing but letters of it arrives.
  assert.match(await taken(t, port), /of the organisation (31mevil){1,6}\S* in process 1/);
});

const noMosquitto = spawnSync('mosquitto', ['-h']).error !== undefined && 'mosquitto is not installed';

test('mosquitto is known by what it says of itself', { skip: noMosquitto }, async (t) => {
  const free = createServer();
  free.listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  const child = spawn('mosquitto', ['-p', String(port)], { stdio: 'ignore' });
  t.after(() => child.kill('SIGKILL'));
  for (let tries = 0; ; tries++) {
    const socket = connect(port, '127.0.0.1');
    const up = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (up) break;
    assert.ok(tries < 10_000, 'mosquitto does not start');
  }
  assert.match(
    await taken(t, port),
    new RegExp(`^Port ${port} of 127.0.0.1 is taken by mosquitto${process.platform === 'linux' ? ` \\(process ${child.pid}\\)` : ''}\\.$`),
  );
});

test('a port without right is said to be that', { skip: process.getuid?.() === 0 || process.platform !== 'linux' }, async (t) => {
  const ports = await startPorts(t);
  await assert.rejects(ports.open({ port: { port: 1, orAnother: false } }), { message: /does not let this user listen on port 1 / });
});
