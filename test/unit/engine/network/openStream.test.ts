import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Transport } from '../../../../src/profiles/profile.ts';
import type { Endpoint } from '../../../../src/profiles/sessionSettings.ts';
import { testEndpoint } from '../../../support/engine/testSettings.ts';
import { ConnectProxy } from '../../../support/network/connectProxy.ts';
import { exchange } from '../../../support/network/exchange.ts';
import { startMosquitto, withoutMosquitto, type Mosquitto } from '../../../support/network/mosquitto.ts';
import { sharedAuthority } from '../../../support/network/testCertificates.ts';
import { openWith } from '../../../support/network/opening.ts';
import { soon } from '../../../support/platform/soon.ts';
import { tempFolder } from '../../../support/tempFolder.ts';

const never = new AbortController().signal;
const transports: readonly Transport[] = ['tcp', 'tls', 'ws', 'wss'];

void describe('openStream', { skip: withoutMosquitto }, () => {
  for (const transport of transports) {
    void it(`reaches a broker by ${transport}, directly and through proxies`, async (t) => {
      const endpoint = await brokerEndpoint(t, transport);
      await connects(endpoint);
      const proxy = await ConnectProxy.start(t);
      await connects({ ...endpoint, proxy: proxy.url });
      assert.deepEqual(proxy.targets, [`127.0.0.1:${endpoint.port}`]);
      const guarded = await ConnectProxy.start(t, { user: 'jo@work', password: 'p:w' });
      await connects({ ...endpoint, proxy: guarded.url.replace('//', '//jo%40work@') }, { proxyPassword: 'p:w' });
    });
  }
});

async function brokerEndpoint(t: TestContext, transport: Transport): Promise<Endpoint> {
  const broker = (await startMosquitto(t)) ?? assert.fail('mosquitto is missing');
  const caFile = join(tempFolder(t), 'ca.pem');
  writeFileSync(caFile, sharedAuthority().certificate);
  return testEndpoint(portOf(broker, transport), { transport, path: '/mqtt', tls: { caFile, verifyChain: true, verifyHost: true } });
}

function portOf({ port, tlsPort, wsPort, wssPort }: Mosquitto, transport: Transport): number {
  return { tcp: port, tls: tlsPort, ws: wsPort, wss: wssPort }[transport];
}

async function connects(endpoint: Endpoint, secrets = {}): Promise<void> {
  const { stream, socket } = await soon('a stream', openWith(endpoint, secrets, never));
  assert.match(`${socket.localAddress}:${socket.localPort}`, /^127\.0\.0\.1:\d+$/);
  assert.equal(await exchange(stream), 'CONNACK 0');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  stream.destroy();
  await soon('the end of the socket', closed);
}
