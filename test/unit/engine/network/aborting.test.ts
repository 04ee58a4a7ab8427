import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Endpoint } from '../../../../src/profiles/sessionSettings.ts';
import { testEndpoint } from '../../../support/engine/testSettings.ts';
import { caFileOf, openWith } from '../../../support/network/opening.ts';
import { startServer, startTlsServer, type TestServer } from '../../../support/network/servers.ts';
import { sharedAuthority } from '../../../support/network/testCertificates.ts';
import { soon } from '../../../support/platform/soon.ts';
import { until } from '../../../support/until.ts';

const good = sharedAuthority().issue();

interface Stage {
  readonly name: string;
  /** A server that falls silent at this stage, and how to it. */
  readonly silent: (t: TestContext) => Promise<{ readonly server: TestServer; readonly endpoint: Endpoint }>;
  readonly awaited: string;
}

const stages: readonly Stage[] = [
  { name: 'TLS', silent: async (t) => silentServer(t, (port) => testEndpoint(port, { transport: 'tls' })), awaited: 'TLS handshake' },
  { name: 'a WebSocket', silent: async (t) => silentServer(t, (port) => testEndpoint(port, { transport: 'ws' })), awaited: 'WebSocket' },
  {
    name: 'a proxy',
    silent: async (t) => silentServer(t, (port) => testEndpoint(8883, { proxy: `http://127.0.0.1:${port}` })),
    awaited: 'answer of the proxy',
  },
  {
    name: 'TLS with a proxy',
    silent: async (t) => silentServer(t, (port) => testEndpoint(8883, { proxy: `https://127.0.0.1:${port}` })),
    awaited: 'answer of the proxy',
  },
  {
    name: 'TLS behind a proxy',
    silent: async (t) => {
      const server = await startServer(t, (socket) => {
        socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      });
      return { server, endpoint: testEndpoint(8883, { transport: 'tls', proxy: `http://127.0.0.1:${server.port}` }) };
    },
    awaited: 'TLS handshake',
  },
  {
    name: 'a WebSocket over TLS',
    silent: async (t) => {
      const server = await startTlsServer(t, { cert: good.certificate, key: good.key });
      const tls = { caFile: caFileOf(t), verifyChain: true, verifyHost: true };
      return { server, endpoint: testEndpoint(server.port, { transport: 'wss', tls }) };
    },
    awaited: 'WebSocket',
  },
];

void describe('openStream, when it is ended', () => {
  for (const { name, silent, awaited } of stages) {
    void it(`while ${name} is silent, leaves nothing open`, async (t) => {
      const { server, endpoint } = await silent(t);
      const why = new Error('enough');
      const controller = new AbortController();
      let last = '';
      const opening = openWith(endpoint, {}, controller.signal, (what) => (last = what));
      await until('the silence', () => (last === awaited && server.sockets.size === 1 ? true : undefined));
      assert.equal(server.sockets.size, 1);
      controller.abort(why);
      await assert.rejects(soon('the end', opening), (error) => error === why);
      await until('the end of the socket', () => (server.sockets.size === 0 ? true : undefined));
    });
  }

  void it('before it began, opens nothing', async (t) => {
    const server = await startServer(t, () => assert.fail('it connected'));
    const why = new Error('never mind');
    for (const transport of ['tcp', 'tls', 'ws', 'wss'] as const) {
      const opening = openWith(testEndpoint(server.port, { transport }), {}, AbortSignal.abort(why));
      await assert.rejects(opening, (error) => error === why);
    }
  });

  void it('at any moment, leaves nothing open', async (t) => {
    const server = await startTlsServer(t, { cert: good.certificate, key: good.key });
    const tls = { caFile: caFileOf(t), verifyChain: true, verifyHost: true };
    const endpoint = testEndpoint(server.port, { transport: 'tls', tls });
    for (let turns = 0; turns < 40; turns++) {
      const controller = new AbortController();
      const opening = openWith(endpoint, {}, controller.signal).then(
        ({ stream }) => stream.destroy(),
        () => undefined,
      );
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      controller.abort(new Error('enough'));
      await soon('the end', opening);
    }
    await until('the end of all sockets', () => (server.sockets.size === 0 ? true : undefined));
  });
});

async function silentServer(t: TestContext, endpointOf: (port: number) => Endpoint): ReturnType<Stage['silent']> {
  const server = await startServer(t, () => undefined);
  return { server, endpoint: endpointOf(server.port) };
}
