import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { join } from 'node:path';
import type { ConnectionValues } from '../../../../src/cli/connection/connectionOptions.ts';
import { connectionOptions } from '../../../../src/cli/connection/connectionOptions.ts';
import { readConnection, type CliConnection } from '../../../../src/cli/connection/readConnection.ts';
import { readArguments } from '../../../../src/cli/arguments.ts';
import { addressOf } from '../../../../src/profiles/addressOf.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { folderWith } from '../../../support/cli/runInProcess.ts';
import { withEnvironment } from '../../../support/cli/withEnvironment.ts';

const secret = 's3cr3t-marker';

function valuesOf(...args: readonly string[]): ConnectionValues {
  return readArguments('doctor', args, connectionOptions).values;
}

function read(args: readonly string[], folder = '/', environment: Readonly<Record<string, string>> = {}): Promise<CliConnection> {
  return readConnection(valuesOf(...args), { command: 'doctor', folder, environment });
}

const device = ['--org', 'abc123', '--type', 'thermostat', '--id', 't-1'];

describe('the options of a connection', () => {
  const cases: readonly (readonly [args: readonly string[], address: string, clientId: string])[] = [
    [['--host', 'broker.example.com', ...device], 'mqtts://broker.example.com:8883', 'd:abc123:thermostat:t-1'],
    [['--host', 'localhost', ...device], 'mqtt://localhost:1883', 'd:abc123:thermostat:t-1'],
    [['--host', '192.0.2.1', '--port', '1883', ...device], 'mqtt://192.0.2.1:1883', 'd:abc123:thermostat:t-1'],
    [['--host', '::1', '--port', '1', '--transport', 'wss', '--path', '/x', ...device], 'wss://[::1]:1/x', 'd:abc123:thermostat:t-1'],
    [['--domain', 'mas.example.com', ...device], 'mqtts://abc123.messaging.iot.mas.example.com:443', 'd:abc123:thermostat:t-1'],
    [
      ['--domain', 'iot.mas.example.com', ...device, '--gateway'],
      'mqtts://abc123.messaging.iot.mas.example.com:443',
      'g:abc123:thermostat:t-1',
    ],
    [['--host', 'a.example.com', '--org', 'abc123', '--app', 'me', '--api-key', 'a-abc123-k'], 'mqtts://a.example.com:8883', 'a:abc123:me'],
    [['--quickstart', '--host', 'localhost', '--type', 't', '--id', 'd'], 'mqtt://localhost:1883', 'd:quickstart:t:d'],
  ];
  for (const [args, address, clientId] of cases) {
    it(args.join(' '), async () => {
      const { settings, clientId: found } = await read(args);
      assert.deepEqual([addressOf(settings.endpoint), found], [address, clientId]);
    });
  }

  const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[], /Nothing says who connects/],
    [device, /Nothing says where/],
    [['--host', 'a', '--type', 't', '--id', 'd'], /--org is missing/],
    [['--host', 'a', '--org', 'abc123', '--type', 't'], /--id is missing/],
    [['--host', 'a', '--platform', ...device], /exclude each other/],
    [['--id', 'a', '--app', 'b'], /exclude each other/],
    [['--config', 'a', '--env-file', 'b'], /exclude each other/],
    [['--config', 'a', '--org', 'b'], /says who connects and where/],
    [['--profile', 'a', '--gateway'], /whether it is a gateway/],
    [['--host', 'a', '--port', 'x', ...device], /--port must be a whole number/],
    [['--host', 'a', '--port', '65536', ...device], /1 to 65535/],
    [['--host', 'a', '--transport', 'quic', ...device], /--transport is one of tcp, tls, ws, wss/],
    [['--host', 'a', '--mqtt', '4', ...device], /--mqtt is one of 3\.1\.1, 5/],
    [['--host', 'a', '--cert', 'c.pem', ...device], /needs its private key/],
    [['--host', 'a', '--proxy', `http://me:${secret}@p`, ...device], /password is no part/],
    [['--host', 'a', '--token', secret, ...device], /never an argument/],
    [['--host', 'a', '--token-file', '/nowhere', ...device], /\/nowhere cannot be read/],
    [['--config', '/nowhere'], /\/nowhere cannot be read/],
    [['--app', 'me', '--host', 'a', '--org', 'abc123'], /API key is empty/],
  ];
  for (const [args, message] of refused) {
    it(`not ${args.join(' ')}`, async () => {
      await assert.rejects(
        read(args),
        (error) => isRefusal(error) && message.test(error.message) && !`${error.stack}${JSON.stringify(error)}`.includes(secret),
      );
    });
  }

  it('find no embedded platform where none runs', async (t) => {
    withEnvironment(t, { WIOTP_HOME: folderWith(t, {}) });
    await assert.rejects(
      read(['--platform', '--type', 't', '--id', 'd']),
      (error) => isRefusal(error) && /does not run/.test(error.message),
    );
  });

  it('say what is insecure', async () => {
    const { settings, notes } = await read(['--host', 'broker.example.com', '--insecure-chain', '--insecure-host', ...device]);
    assert.deepEqual([settings.endpoint.tls.verifyChain, settings.endpoint.tls.verifyHost], [false, false]);
    assert.equal(notes.length, 2);
  });

  it('take relative files from the working folder', async () => {
    const { settings } = await read(
      ['--host', 'a.example.com', '--ca', 'ca.pem', '--cert', 'c.pem', '--key', '/k.pem', ...device],
      '/home/me/here',
    );
    const { caFile, certificateFile, keyFile } = settings.endpoint.tls;
    assert.deepEqual([caFile, certificateFile, keyFile], ['/home/me/here/ca.pem', '/home/me/here/c.pem', '/k.pem']);
  });
});

describe('secrets come', () => {
  const args = ['--host', 'broker.example.com', ...device];

  it('from the environment', async () => {
    const environment = { WIOTP_AUTH_TOKEN: secret, WIOTP_KEY_PASSPHRASE: 'pass', WIOTP_PROXY_PASSWORD: 'proxy' };
    assert.deepEqual((await read(args, '/', environment)).secrets, { token: secret, passphrase: 'pass', proxyPassword: 'proxy' });
  });

  it('from a file, without the end of its line', async (t) => {
    const folder = folderWith(t, { token: `${secret}\n` });
    assert.deepEqual((await read([...args, '--token-file', 'token'], folder, { WIOTP_AUTH_TOKEN: 'other' })).secrets, { token: secret });
  });

  it('from a file that ends with empty lines', async (t) => {
    const folder = folderWith(t, { token: `${secret}\r\n\n\n` });
    assert.deepEqual((await read([...args, '--token-file', 'token'], folder)).secrets, { token: secret });
  });

  it('not with a space around', async (t) => {
    const folder = folderWith(t, { token: ` ${secret}` });
    await assert.rejects(read([...args, '--token-file', 'token'], folder), (error) => isRefusal(error) && !error.message.includes(secret));
  });

  it('not for Quickstart', async () => {
    assert.deepEqual(
      (await read(['--quickstart', '--host', 'localhost', '--type', 't', '--id', 'd'], '/', { WIOTP_AUTH_TOKEN: secret })).secrets,
      {},
    );
  });
});

describe('a configuration', () => {
  const filter = { filter: 'iot-2/cmd/+/fmt/+' };
  const shared = JSON.stringify({
    profiles: [
      {
        name: 'Twice',
        class: 'device',
        target: 'host',
        host: 'broker.example.com',
        org: 'abc123',
        typeId: 't',
        deviceId: 'd',
        transport: 'tls',
        subscriptions: [filter, filter],
      },
    ],
  });
  const yaml = `identity: {orgId: abc123, typeId: t, deviceId: d}\nauth: {token: ${secret}}\noptions: {domain: example.com, mqtt: {cleanStart: true, caFile: ca.pem}}`;

  it('of an SDK says where to, and its effective values are shown', async (t) => {
    const folder = folderWith(t, { 'device.yaml': yaml });
    const { settings, secrets, notes } = await read(['--config', 'device.yaml'], folder);
    assert.equal(addressOf(settings.endpoint), 'mqtts://abc123.messaging.example.com:8883');
    assert.deepEqual([settings.cleanSession, settings.endpoint.tls.caFile, secrets], [false, join(folder, 'ca.pem'), { token: secret }]);
    assert.match(notes.join('\n'), /Python SDK connects with clean session false/);
    assert.ok(!notes.join().includes(secret));
  });

  it('may be sent elsewhere by options', async (t) => {
    const folder = folderWith(t, { 'device.yaml': yaml });
    const { settings } = await read(['--config', 'device.yaml', '--host', 'localhost', '--port', '1', '--transport', 'tcp'], folder);
    assert.deepEqual([addressOf(settings.endpoint), settings.identity.org], ['mqtt://localhost:1', 'abc123']);
  });

  it('says nothing about what options say anew, what the other SDK does, and what the command makes no use of', async (t) => {
    const folder = folderWith(t, { 'device.yaml': yaml, 'ca.pem': '', '.wiotp/profiles.json': shared });
    const about = async (...more: readonly string[]): Promise<string> =>
      (await read(['--config', 'device.yaml', ...more], folder)).notes.join('\n');
    assert.match(await about(), /authorities of ca\.pem/);
    assert.doesNotMatch(await about(), /Node\.js SDK/);
    assert.doesNotMatch(await about('--ca', 'ca.pem'), /authorities/);
    const notes = async (command: 'publish' | 'doctor'): Promise<readonly string[]> =>
      (await readConnection(valuesOf('--profile', 'Twice'), { command, folder, environment: {} })).notes;
    assert.deepEqual([(await notes('doctor')).length, (await notes('publish')).length], [1, 0]);
  });

  it('may be a .env file, or the environment', async (t) => {
    const variables = {
      WIOTP_IDENTITY_ORGID: 'abc123',
      WIOTP_IDENTITY_TYPEID: 't',
      WIOTP_IDENTITY_DEVICEID: 'd',
      WIOTP_OPTIONS_DOMAIN: 'iot.mas.example.com',
    };
    const folder = folderWith(t, {
      '.env': Object.entries(variables)
        .map(([name, value]) => `${name}="${value}"`)
        .join('\n'),
    });
    const [file, environment] = [await read(['--env-file', '.env', '--gateway'], folder), await read([], '/', variables)];
    assert.deepEqual([file.clientId, environment.clientId], ['g:abc123:t:d', 'd:abc123:t:d']);
  });

  it('may be a shared profile of a folder above', async (t) => {
    const lab = {
      name: 'Lab',
      class: 'device',
      target: 'host',
      host: 'broker.example.com',
      org: 'abc123',
      typeId: 't',
      deviceId: 'd',
      transport: 'tls',
      tls: { caFile: 'tls/ca.pem' },
    };
    const folder = folderWith(t, { '.wiotp/profiles.json': JSON.stringify({ profiles: [lab] }), 'a/b/c.txt': '' });
    const { settings, notes } = await read(['--profile', 'Lab'], join(folder, 'a/b'));
    assert.deepEqual(
      [addressOf(settings.endpoint), settings.endpoint.tls.caFile, notes],
      ['mqtts://broker.example.com:8883', `${folder}/tls/ca.pem`, []],
    );
    await assert.rejects(
      read(['--profile', 'Labs'], folder),
      (error) => isRefusal(error) && /Is "Lab" meant\?|no profile "Labs"/.test(error.message) && /"Lab"/.test(error.advice),
    );
  });

  it('is missed where there is none', async (t) => {
    const folder = folderWith(t, { 'bad/.wiotp/profiles.json': '{' });
    await assert.rejects(read(['--profile', 'Lab'], folder), /There is no \.wiotp\/profiles\.json/);
    await assert.rejects(read(['--profile', 'Lab'], join(folder, 'bad')), /no profile that can be read.*no JSON/);
  });
});
