import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { inspect } from 'node:util';
import type { Secrets } from '../../../src/profiles/secrets.ts';
import type { Endpoint, SessionSettings } from '../../../src/profiles/sessionSettings.ts';
import { EngineBench } from '../../support/engine/engineBench.ts';
import { bytesOf } from '../../support/engine/messages.ts';
import { testEndpoint, testSettings } from '../../support/engine/testSettings.ts';
import { ConnectProxy } from '../../support/network/connectProxy.ts';
import { startMosquitto, withoutMosquitto } from '../../support/network/mosquitto.ts';
import { sharedAuthority } from '../../support/network/testCertificates.ts';
import { apiKey, org, startPlatform } from '../../support/platform/testPlatform.ts';
import { tempFolder } from '../../support/tempFolder.ts';

/** Each is found by its mark wherever it is written, also as the Base64 that a proxy or a REST call gets. */
const mark = 'planted';
const marked: Required<Secrets> = { token: `${mark}-token`, passphrase: `${mark}-passphrase`, proxyPassword: `${mark}-proxy` };
const wrong: Required<Secrets> = { token: `${mark}-wrong-token`, passphrase: `${mark}-wrong-key`, proxyPassword: `${mark}-wrong-proxy` };

const user = 'bench';
const event = { topic: 'iot-2/evt/status/fmt/json', payload: bytesOf({ t: 21 }), qos: 1, retain: false } as const;

test('no secret is in what the engine tells, throws, logs or writes', { skip: withoutMosquitto }, async (context) => {
  const { engine, folder, told, settings } = await surroundings(context);
  const tell = async (call: Promise<unknown>): Promise<void> => void told.push(await call.catch((error: unknown) => error));

  await engine.ask('connect', settings, marked);
  await tell(engine.ask('publish', 'one', event));
  await tell(engine.ask('subscribe', 'one', 'iot-2/cmd/more/fmt/json', 1));
  await tell(engine.ask('startJob', 'one', { topic: event.topic, template: '{"n":${counter}}', qos: 1, everyMs: 50, count: 2 }));
  await engine.row('the second message of the job', ({ preview }) => preview === '{"n":2}');
  await tell(engine.ask('request', 'one', { kind: 'dm.clearLog', anyway: true }));
  told.push(engine.states);
  await tell(engine.ask('disconnect', 'one'));

  for (const secret of ['token', 'passphrase', 'proxyPassword'] as const) {
    const secrets = { ...marked, [secret]: wrong[secret] };
    await assert.rejects(engine.ask('connect', { ...settings, id: secret }, secrets), (error) => told.push(error) > 0);
    await tell(engine.ask('examine', settings, secrets, 'subscribe', `wrong ${secret}`));
  }
  await tell(engine.ask('examine', settings, marked, 'subscribe', 'right'));
  await tell(engine.ask('startAction', 'one', { action: 'device/reboot', parameters: [], devices: [] }));

  told.push(engine.states, engine.steps, engine.stores, await engine.rows());
  for (const { seq } of await engine.rows()) told.push(await engine.ask('message', seq));
  await engine.shutdown();
  const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  assert.ok(written.some((text) => text.includes(event.topic)));
  assertNoSecret([...told.map(everything), ...written]);
});

test('nor is an API key’s token, after actions over REST', async (context) => {
  const platform = await startPlatform(context);
  const engine = new EngineBench(context);
  const told: unknown[] = [];
  const application = {
    ...testSettings(platform.port),
    identity: { sender: 'application', org, appId: 'bench', shared: false },
    home: 'embedded',
    userName: apiKey.key,
    subscriptions: [{ filter: 'iot-2/type/+/id/+/evt/+/fmt/+', qos: 1 }],
  } as const;
  await engine.ask('openStore', undefined);
  await engine.ask('connect', application, { token: apiKey.token });
  const action = { action: 'device/reboot', parameters: [], devices: [{ typeId: 'sensor', deviceId: 'one' }] };
  told.push(await engine.ask('startAction', 'one', action).catch((error: unknown) => error));
  told.push(await engine.ask('actionStatus', 'one', 'nobody').catch((error: unknown) => error), engine.states, await engine.rows());
  const text = told.map(everything).join('\n');
  assert.ok(text.includes('connection.open'));
  assert.ok(!text.includes(apiKey.token));
  assert.ok(!text.includes(Buffer.from(`${apiKey.key}:${apiKey.token}`).toString('base64')));
});

/** An engine, and a broker behind TLS with client certificates, behind a proxy with a password. */
async function surroundings(context: TestContext) {
  const authority = sharedAuthority();
  const broker = await startMosquitto(context, { requireClientCertificate: true, users: { 'use-token-auth': marked.token } });
  assert.ok(broker !== undefined);
  const proxy = await ConnectProxy.start(context, { user, password: marked.proxyPassword });
  const files = tempFolder(context);
  const client = authority.issue({ commonName: 'd:thermostat:t-1', client: true });
  const write = (name: string, text: string): string => {
    writeFileSync(join(files, name), text);
    return join(files, name);
  };
  const endpoint: Endpoint = testEndpoint(broker.tlsPort, {
    transport: 'tls',
    host: 'localhost',
    proxy: proxy.url.replace('//', `//${user}@`),
    tls: {
      caFile: write('ca.pem', authority.certificate),
      certificateFile: write('client.pem', client.certificate),
      keyFile: write('client.key', client.encryptedKey(marked.passphrase)),
      verifyChain: true,
      verifyHost: true,
    },
  });
  const settings: SessionSettings = testSettings(0, { endpoint });
  const folder = tempFolder(context);
  const engine = new EngineBench(context);
  await engine.ask('openStore', folder);
  const told: unknown[] = [];
  return { engine, folder, told, settings };
}

/** All of a value as text, causes and hidden members of errors included. */
function everything(value: unknown): string {
  return inspect(value, { depth: 20, showHidden: true, maxArrayLength: null, maxStringLength: null });
}

function assertNoSecret(texts: readonly string[]): void {
  const secrets = [...Object.values(marked), ...Object.values(wrong)];
  const encoded = secrets.flatMap((secret) => [
    Buffer.from(secret).toString('base64'),
    Buffer.from(`${user}:${secret}`).toString('base64'),
  ]);
  for (const text of texts) {
    for (const secret of [mark, ...encoded]) {
      const at = text.indexOf(secret);
      assert.equal(at, -1, `a secret is in ${text.slice(Math.max(0, at - 200), at + 50)}`);
    }
  }
}
