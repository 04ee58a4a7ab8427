import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { test } from 'node:test';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { soon } from '../../../support/platform/soon.ts';
import { startPorts } from '../../../support/platform/testPorts.ts';

const clients: readonly (readonly [what: string, options: ConnectionOptions, served: string | undefined])[] = [
  ['TLS 1.2', { maxVersion: 'TLSv1.2' }, 'TLSv1.2'],
  ['TLS 1.3', { minVersion: 'TLSv1.3' }, 'TLSv1.3'],
  ['RSA with AES-128-GCM', { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' }, 'TLSv1.2'],
  ['ECDHE with CBC', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES256-SHA' }, 'TLSv1.2'],
  ['DHE', { maxVersion: 'TLSv1.2', ciphers: 'DHE-RSA-AES128-GCM-SHA256' }, 'TLSv1.2'],
  ['TLS 1.1', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }, undefined],
];

for (const [what, options, served] of clients) {
  test(`${what} is ${served === undefined ? 'refused with 163' : 'served'}`, async (t) => {
    const ports = await startPorts(t);
    const { port } = await ports.open({ secure: true });
    const socket = connectTls({ host: '127.0.0.1', port, ca: ports.certificates.ca, ...options });
    socket.on('error', () => undefined);
    if (served === undefined) {
      const { why } = await ports.next('refused');
      assert.deepEqual([why.code, why.advice], [163, 'Use TLS 1.2 or 1.3.']);
    } else {
      await soon('the handshake', once(socket, 'secureConnect'));
      assert.equal(socket.getProtocol(), served);
    }
    socket.destroy();
  });
}

test('a client on Node that does not trust the authority is told so, although it says nothing', async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open({ secure: true });
  const socket = connectTls({ host: '127.0.0.1', port });
  await soon('the error', once(socket, 'error'));
  const { why } = await ports.next('refused');
  assert.equal(why.code, 163);
  assert.match(`${why.message} ${why.advice}`, /does not trust the certificate.+CA file/);
});

const noMosquitto = spawnSync('mosquitto_pub', ['--help']).error !== undefined && 'mosquitto_pub is not installed';

test('a client that sends an alert is told what it means', { skip: noMosquitto }, async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open({ secure: true });
  const args = ['-h', 'localhost', '-p', String(port), '-t', 'x', '-m', 'x', '--capath', '/etc/ssl/certs'];
  const child = spawn('mosquitto_pub', args, { stdio: 'ignore' });
  t.after(() => child.kill('SIGKILL'));
  const { why } = await ports.next('refused');
  assert.deepEqual([why.code, why.message], [163, 'The client does not trust the authority that signed the certificate of the platform.']);
});

const hello = Buffer.from('160301020001000200', 'hex');

test('half a ClientHello ends after 10 seconds with 163', async (t) => {
  const clock = new FakeClock();
  const ports = await startPorts(t, clock);
  const { port } = await ports.open({ secure: true });
  const socket = connectTcp({ host: '127.0.0.1', port });
  socket.write(hello.subarray(0, 1));
  await ports.next('tcp');
  socket.write(hello.subarray(1));
  while (clock.pending !== 1) await new Promise(setImmediate);
  const closed = once(socket, 'close');
  // The bytes may still be on their way; whichever wait it is ends after 10 s.
  clock.advance(10_000);
  const { why } = await ports.next('refused');
  assert.ok(why.code === 163 || why.code === 164);
  socket.resume();
  await soon('the close', closed);
});

test('a client that goes within the handshake is told apart', async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open({ secure: true });
  const socket = connectTcp({ host: '127.0.0.1', port });
  socket.on('error', () => undefined);
  socket.end(hello);
  const { why } = await ports.next('refused');
  assert.equal(why.code, 163);
  assert.match(why.message, /closed the connection during the TLS handshake|The TLS handshake failed/);
  socket.destroy();
});

test('a broken ClientHello is refused with what was wrong', async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open({ secure: true });
  const socket = connectTcp({ host: '127.0.0.1', port });
  socket.on('error', () => undefined);
  socket.write(Buffer.concat([Buffer.from('1603010100', 'hex'), Buffer.alloc(256, 0xff)]));
  const { why } = await ports.next('refused');
  assert.deepEqual([why.code, why.message.startsWith('The TLS handshake failed (ERR_SSL_')], [163, true]);
  socket.destroy();
});

test('an added name is good for new connections, and the old ones stay', async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open({ secure: true });
  const ca = ports.certificates.ca;
  const old = connectTls({ host: '127.0.0.1', port, ca });
  await once(old, 'secureConnect');
  old.write(Buffer.from([0x10]));
  const { stream } = await ports.next('mqtt');
  await ports.certificates.addName('later.example');
  const fresh = connectTls({ host: '127.0.0.1', port, ca, servername: 'later.example' });
  await soon('the handshake', once(fresh, 'secureConnect'));
  assert.ok(fresh.authorized);
  stream.write('still there');
  assert.equal(String(await once(old, 'data')), 'still there');
  old.destroy();
  fresh.destroy();
});

test('the authority goes along with the certificate, for clients that know its fingerprint', async (t) => {
  const ports = await startPorts(t);
  const { port } = await ports.open({ secure: true });
  const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  assert.equal(socket.getPeerX509Certificate()?.issuerCertificate?.toString().trim(), ports.certificates.ca.trim());
  socket.destroy();
});
