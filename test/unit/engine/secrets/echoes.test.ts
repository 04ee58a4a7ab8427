import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { inspect } from 'node:util';
import type { Secrets } from '../../../../src/profiles/secrets.ts';
import type { Endpoint, SessionSettings } from '../../../../src/profiles/sessionSettings.ts';
import { EngineBench } from '../../../support/engine/engineBench.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { testEndpoint, testSettings } from '../../../support/engine/testSettings.ts';
import { startServer, startTlsServer } from '../../../support/network/servers.ts';
import { caFileOf } from '../../../support/network/opening.ts';
import { sharedAuthority } from '../../../support/network/testCertificates.ts';

const mark = 'planted';
const secrets: Required<Secrets> = { token: `${mark}-token`, passphrase: `${mark}-passphrase`, proxyPassword: `${mark}-proxy` };
const logins = Object.values(secrets).map((secret) => Buffer.from(`bench:${secret}`).toString('base64'));

/** What somebody says who repeats all that was sent to him. */
const echo = `you sent ${[...Object.values(secrets), ...logins].join(' ')}`;

interface Echo {
  readonly who: string;
  /** Starts who repeats it, and gives what leads there. */
  readonly start: (context: TestContext) => Promise<Partial<SessionSettings>>;
}

const over = (port: number, change: Partial<Endpoint> = {}): Partial<SessionSettings> => ({ endpoint: testEndpoint(port, change) });
const version5 = { mqttVersion: '5' } as const;
const says = { reasonString: echo };

/** A server of HTTP that answers each request with this head. */
async function answering(context: TestContext, head: string): Promise<number> {
  const { port } = await startServer(context, (socket) => socket.once('data', () => socket.write(`HTTP/1.1 ${head}\r\n\r\n`)));
  return port;
}

const echoes: readonly Echo[] = [
  {
    who: 'a broker that refuses, with MQTT 5',
    start: async (context) => {
      const manner = { protocolVersion: 5, connack: { reasonCode: 0x87, properties: says } } as const;
      return { ...version5, ...over(await scriptedServer(context, () => undefined, manner)) };
    },
  },
  {
    who: 'a broker that closes after SUBSCRIBE, with MQTT 5',
    start: async (context) => {
      const port = await scriptedServer(
        context,
        (packet, { send }) => {
          if (packet.cmd === 'pingreq') send({ cmd: 'pingresp' });
          if (packet.cmd === 'subscribe') send({ cmd: 'disconnect', reasonCode: 0x98, properties: says });
        },
        { protocolVersion: 5, subscribesByScript: true },
      );
      return { ...version5, ...over(port) };
    },
  },
  {
    who: 'a proxy',
    start: async (context) => over(1883, { proxy: `http://bench@127.0.0.1:${await answering(context, `407 ${echo}`)}` }),
  },
  {
    who: 'a web server that points elsewhere',
    start: async (context) =>
      over(await answering(context, `302 Found\r\nLocation: http://other/?${encodeURIComponent(echo)}`), { transport: 'ws' }),
  },
  {
    who: 'a certificate',
    start: async (context) => {
      const { certificate: cert, key } = sharedAuthority().issue({ names: [`${secrets.token}.example`] });
      const { port } = await startTlsServer(context, { cert, key });
      const tls = { verifyChain: true, verifyHost: true, caFile: caFileOf(context) };
      return over(port, { transport: 'tls', host: 'localhost', tls });
    },
  },
];

describe('a secret is not repeated that comes back', () => {
  for (const { who, start } of echoes) {
    it(`from ${who}`, async (context) => {
      const engine = new EngineBench(context);
      const settings = testSettings(1, await start(context));
      await engine.ask('openStore', undefined);
      const refused: unknown = await engine.ask('connect', settings, secrets).catch((error: unknown) => error);
      const report = await engine.ask('examine', { ...settings, id: 'two' }, secrets, 'subscribe', 'run');
      const told = [refused, report, engine.states, engine.steps, await engine.rows()];
      assert.match(refused instanceof Error ? refused.message : '', /•••/);
      assert.match(JSON.stringify(report), /•••/);
      for (const text of told.map((each) => inspect(each, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null }))) {
        for (const secret of [mark, ...logins]) assert.ok(!text.includes(secret), text);
      }
    });
  }
});
