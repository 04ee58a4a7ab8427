import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { localPeer } from '../../../../src/engine/network/dial.ts';
import { tlsRefusal } from '../../../../src/engine/network/tlsRefusal.ts';
import { testEndpoint } from '../../../support/engine/testSettings.ts';
import { ConnectProxy } from '../../../support/network/connectProxy.ts';
import { exchange } from '../../../support/network/exchange.ts';
import { FaultProxy } from '../../../support/network/faultProxy.ts';
import { startMosquitto, withoutMosquitto } from '../../../support/network/mosquitto.ts';
import { caFileOf, fileWith, openWith } from '../../../support/network/opening.ts';
import { sharedAuthority, TestAuthority } from '../../../support/network/testCertificates.ts';
import { soon } from '../../../support/platform/soon.ts';

const never = new AbortController().signal;
const strict = { verifyChain: true, verifyHost: true };

void describe('an open stream', { skip: withoutMosquitto }, () => {
  for (const transport of ['tcp', 'tls', 'ws', 'wss'] as const) {
    void it(`of ${transport} is told when the network breaks`, async (t) => {
      const broker = (await startMosquitto(t)) ?? assert.fail('mosquitto is missing');
      const port = { tcp: broker.port, tls: broker.tlsPort, ws: broker.wsPort, wss: broker.wssPort }[transport];
      const network = await FaultProxy.start(t, { host: '127.0.0.1', port });
      const endpoint = testEndpoint(network.port, { transport, tls: { ...strict, caFile: caFileOf(t) } });
      const { stream, socket } = await soon('a stream', openWith(endpoint, {}, never));
      assert.match(localPeer(socket), /^127\.0\.0\.1:\d+$/);
      assert.equal(await exchange(stream), 'CONNACK 0');
      const broken = new Promise<Error>((resolve) => stream.once('error', resolve));
      network.cut();
      assert.match((await soon('the error', broken)).message, /ECONNRESET/);
      if (!socket.closed) await soon('the end of the socket', new Promise<void>((resolve) => socket.once('close', () => resolve())));
    });
  }

  void it('survives an error that nobody listens to', async (t) => {
    const broker = (await startMosquitto(t)) ?? assert.fail('mosquitto is missing');
    const network = await FaultProxy.start(t, { host: '127.0.0.1', port: broker.port });
    const { stream } = await soon('a stream', openWith(testEndpoint(network.port), {}, never));
    const closed = new Promise<void>((resolve) => stream.once('close', () => resolve()));
    network.cut();
    stream.resume();
    await soon('the end', closed);
  });

  void it('shows a client certificate, and hears what the server thinks of it', async (t) => {
    const broker = (await startMosquitto(t, { requireClientCertificate: true })) ?? assert.fail('mosquitto is missing');
    const clientOf = (authority: TestAuthority): object => {
      const own = authority.issue({ client: true, commonName: 'thermostat' });
      return { certificateFile: fileWith(t, 'own.pem', own.chain), keyFile: fileWith(t, 'own.key', own.encryptedKey('sesame')) };
    };
    const proxy = await ConnectProxy.start(t);
    const cases: readonly (readonly [client: object, says: RegExp])[] = [
      [clientOf(sharedAuthority()), /^CONNACK 0$/],
      [clientOf(new TestAuthority('stranger')), /does not know the authority that signed the client certificate/],
      [{}, /asks for a client certificate, and none was shown/],
    ];
    for (const [client, says] of cases) {
      const tls = { ...strict, caFile: caFileOf(t), ...client };
      const endpoint = testEndpoint(broker.tlsPort, { transport: 'tls', proxy: proxy.url, tls });
      const { stream } = await soon('a stream', openWith(endpoint, { passphrase: 'sesame' }, never));
      let error: Error | undefined;
      stream.once('error', (why) => (error = why));
      const answer = await exchange(stream);
      assert.match(error === undefined ? answer : tlsRefusal(endpoint, error, (text) => text).message, says);
      stream.destroy();
    }
  });

  void it('goes to a proxy with TLS', async (t) => {
    const broker = (await startMosquitto(t)) ?? assert.fail('mosquitto is missing');
    const { certificate, key } = sharedAuthority().issue();
    const proxy = await ConnectProxy.start(t, { tls: { certificate, key } });
    for (const transport of ['tcp', 'tls', 'wss'] as const) {
      const port = { tcp: broker.port, tls: broker.tlsPort, wss: broker.wssPort }[transport];
      const endpoint = testEndpoint(port, { transport, proxy: proxy.url, tls: { ...strict, caFile: caFileOf(t) } });
      const { stream, socket } = await soon('a stream', openWith(endpoint, {}, never));
      assert.equal(await exchange(stream), 'CONNACK 0');
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      stream.destroy();
      await soon('the end of the socket', closed);
    }
  });
});
