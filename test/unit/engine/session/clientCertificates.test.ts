import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EndpointTls } from '../../../../src/profiles/sessionSettings.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { testEndpoint, testSettings } from '../../../support/engine/testSettings.ts';
import { startMosquitto, withoutMosquitto } from '../../../support/network/mosquitto.ts';
import { caFileOf, fileWith } from '../../../support/network/opening.ts';
import { sharedAuthority, TestAuthority } from '../../../support/network/testCertificates.ts';
import { soon } from '../../../support/platform/soon.ts';

const cases = [
  { who: 'no client certificate', authority: undefined, says: /asks for a client certificate, and none was shown/ },
  {
    who: 'one of a foreign authority',
    authority: new TestAuthority('Foreign'),
    says: /does not know the authority|refuses the client certificate/,
  },
] as const;

describe('a session with a server that asks for a client certificate', { skip: withoutMosquitto }, () => {
  for (const transport of ['tls', 'wss'] as const) {
    for (const { who, authority, says } of cases) {
      it(`gets to know why it is refused over ${transport} with ${who}, and does not try again`, async (context) => {
        const broker = await startMosquitto(context, { requireClientCertificate: true });
        assert.ok(broker !== undefined);
        const client = authority?.issue({ commonName: 'd:abc123:thermostat:t-1', client: true });
        const tls: EndpointTls = {
          verifyChain: true,
          verifyHost: true,
          caFile: caFileOf(context, sharedAuthority().certificate),
          ...(client === undefined
            ? {}
            : {
                certificateFile: fileWith(context, 'client.pem', client.certificate),
                keyFile: fileWith(context, 'client.key', client.key),
              }),
        };
        const port = transport === 'tls' ? broker.tlsPort : broker.wssPort;
        const endpoint = testEndpoint(port, { transport, host: 'localhost', tls });
        const bench = new SessionBench(context);
        const connecting = bench.sessions.connect(testSettings(port, { endpoint }), { token: 'any' });
        await assert.rejects(soon('a refusal', connecting), says);
        assert.deepEqual(bench.sessions.get('one').state.phase, 'closed');
      });
    }
  }
});
