import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { before, test, type TestContext } from 'node:test';
import { CertificateStore } from '../../../../src/platform/certificates/certificateStore.ts';
import { systemClock } from '../../../../src/rpc/node/clock.ts';
import { dialRemote, keyRefused } from '../../../../src/rpc/node/remoteControl.ts';
import { certificateFingerprint, joinRemoteKey, splitRemoteKey } from '../../../../src/rpc/node/remoteKey.ts';
import { encodeFrame } from '../../../../src/rpc/node/frameCodec.ts';
import { soon } from '../../../support/platform/soon.ts';

const secret = 'a-secret-of-more-than-twenty-characters';
const switched = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: wiotp-control\r\n\r\n';
let certificates: CertificateStore;
let others: CertificateStore;

before(async (t) => {
  const open = (): Promise<CertificateStore> =>
    CertificateStore.open({ folder: undefined, org: 'abc123', names: [], clock: systemClock, failed: assert.ifError });
  [certificates, others] = await Promise.all([open(), open()]);
  (t as TestContext).after(() => [certificates, others].forEach((store) => store.dispose()));
});

function fingerprintOf({ ca }: CertificateStore): string {
  return certificateFingerprint(new X509Certificate(ca).raw);
}

async function listening(t: TestContext, server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A TLS server that shows this chain, and hands on what it was sent after the upgrade. */
function securePlatform(
  t: TestContext,
  cert: string,
  store: CertificateStore,
  serve: (socket: Socket, sent: Buffer) => void,
): Promise<string> {
  const server = createTlsServer({ key: store.server.key, cert }, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (head) => {
      assert.match(head.toString(), /^GET \/ HTTP\/1\.1\r\n[^]*upgrade: wiotp-control/i);
      socket.write(switched);
      socket.once('data', (sent) => serve(socket, sent));
    });
  });
  return listening(t, server);
}

test('the right key opens a wire, over which frames go both ways', async (t) => {
  const host = await securePlatform(t, certificates.server.certificate + certificates.ca, certificates, (socket, sent) => {
    assert.deepEqual(sent, encodeFrame({ key: secret }));
    socket.write(Buffer.concat([encodeFrame({ admitted: true }), encodeFrame({ news: 'hello', args: [] })]));
    socket.on('data', (more) => socket.write(more));
  });
  const wire = await dialRemote({ url: `https://${host}`, key: joinRemoteKey({ secret, fingerprint: fingerprintOf(certificates) }) });
  const frames: unknown[] = [];
  await soon(
    'the echo',
    new Promise<void>((resolve) => {
      wire.open({ frame: (frame) => void (frames.push(frame) === 3 && resolve()), end: assert.ifError });
      wire.send({ ask: 'echo' });
    }),
  );
  assert.deepEqual(frames, [{ admitted: true }, { news: 'hello', args: [] }, { ask: 'echo' }]);
  wire.close();
});

const impostors: readonly [what: string, chain: () => string, store: () => CertificateStore][] = [
  ['another authority', () => others.server.certificate + others.ca, () => others],
  ['another authority that shows the right one’s certificate', () => others.server.certificate + certificates.ca, () => others],
  ['no authority at all', () => certificates.server.certificate, () => certificates],
];

for (const [what, chain, store] of impostors) {
  test(`${what}: the secret is never sent`, async (t) => {
    let sent = 0;
    const host = await securePlatform(t, chain(), store(), () => sent++);
    const key = joinRemoteKey({ secret, fingerprint: fingerprintOf(certificates) });
    await assert.rejects(dialRemote({ url: `https://${host}`, key }), {
      name: 'Refusal',
      message: /is not the platform that the key is for/,
      code: keyRefused,
    });
    assert.equal(sent, 0);
  });
}

test('a platform with TLS is not believed without a fingerprint', async (t) => {
  const host = await securePlatform(t, certificates.server.certificate + certificates.ca, certificates, () =>
    assert.fail('The secret was sent'),
  );
  const key = joinRemoteKey({ secret, fingerprint: '' });
  await assert.rejects(dialRemote({ url: `https://${host}`, key }), { message: /is not the platform/ });
});

test('a wrong key is said, however the platform closes', async (t) => {
  const key = joinRemoteKey({ secret, fingerprint: fingerprintOf(certificates) });
  for (const close of [(socket: Socket) => socket.destroy(), (socket: Socket) => socket.end()]) {
    const host = await securePlatform(t, certificates.server.certificate + certificates.ca, certificates, close);
    await assert.rejects(dialRemote({ url: `https://${host}`, key }), {
      name: 'Refusal',
      message: /does not take the key/,
      code: keyRefused,
    });
  }
});

test('plain HTTP is for this machine', async (t) => {
  const key = joinRemoteKey({ secret, fingerprint: '' });
  await assert.rejects(dialRemote({ url: 'http://192.0.2.1:1883', key }), { name: 'Refusal', message: /everybody on the way can read/ });
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(switched);
      socket.once('data', () => socket.write(encodeFrame({ admitted: true })));
    });
  });
  const host = await listening(t, server);
  (await dialRemote({ url: `http://${host}`, key })).close();
});

const strangers: readonly [what: string, serve: (t: TestContext) => Promise<string>, message: RegExp][] = [
  [
    'a web server',
    async (t) =>
      `http://${await listening(
        t,
        createHttpServer((_, answer) => answer.end('hello')),
      )}`,
    /HTTP 200/,
  ],
  [
    'one that hangs up',
    async (t) =>
      `http://${await listening(
        t,
        createServer((socket) => socket.destroy()),
      )}`,
    /closed the connection/,
  ],
  [
    'one without TLS',
    async (t) =>
      `https://${await listening(
        t,
        createServer((socket) => socket.end('hello')),
      )}`,
    /does not speak TLS/,
  ],
  [
    'one without TLS that hangs up',
    async (t) =>
      `https://${await listening(
        t,
        createServer((socket) => socket.once('data', () => socket.destroy())),
      )}`,
    /does not speak TLS/,
  ],
  ['nobody', () => Promise.resolve('http://127.0.0.1:1'), /cannot be reached/],
];

for (const [what, serve, message] of strangers) {
  test(`${what}: the refusal says so`, async (t) => {
    const url = await serve(t);
    await assert.rejects(dialRemote({ url, key: joinRemoteKey({ secret, fingerprint: '' }) }), {
      name: 'Refusal',
      message,
      code: undefined,
    });
  });
}

for (const url of ['', 'host:8883', 'ftp://host', 'https://']) {
  test(`the address "${url}" is refused`, async () => {
    await assert.rejects(dialRemote({ url, key: `${secret}.` }), { name: 'Refusal', message: /https:\/\/host:port/ });
  });
}

test('a key is taken apart as it was put together, and what is none is not', async () => {
  const key = { secret, fingerprint: fingerprintOf(certificates) };
  assert.deepEqual(splitRemoteKey(` ${joinRemoteKey(key)}\n`), key);
  for (const wrong of ['', secret, `${secret}.short`, `.${key.fingerprint}`, `${secret}.${key.fingerprint}x`]) {
    assert.equal(splitRemoteKey(wrong), undefined, wrong);
    await assert.rejects(dialRemote({ url: 'https://127.0.0.1:1', key: wrong }), {
      name: 'Refusal',
      message: /not complete/,
      code: keyRefused,
    });
  }
});
