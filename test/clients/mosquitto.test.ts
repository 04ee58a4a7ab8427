import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { soon } from '../support/platform/soon.ts';
import { apiKey, device, org, servePlatform, token, type ServedPlatform } from './support/servedPlatform.ts';

const missing = spawnSync('mosquitto_pub', ['--help']).error !== undefined;
const skip = missing && 'mosquitto_pub and mosquitto_sub are not installed';

const clientId = `d:${org}:${device.typeId}:${device.deviceId}`;
const deviceLogin = ['-i', clientId, '-u', 'use-token-auth', '-P', token];
const applicationLogin = ['-i', `a:${org}:shell`, '-u', apiKey.key, '-P', apiKey.token];

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a client to its end. */
async function run(t: TestContext, command: string, { port }: ServedPlatform, args: readonly string[]): Promise<Ended> {
  const child = spawn(command, ['-h', '127.0.0.1', '-p', String(port), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (err += String(text)));
  const [code] = (await soon(command, once(child, 'close'))) as [number | null];
  return { code, out, err };
}

/** Subscribes, and gives what arrived once the wanted number of messages did. */
async function listen(t: TestContext, platform: ServedPlatform, args: readonly string[]): Promise<{ readonly ended: Promise<Ended> }> {
  const ended = run(t, 'mosquitto_sub', platform, args);
  await platform.command.happened('subscribe');
  return { ended };
}

for (const version of ['mqttv31', 'mqttv311']) {
  test(`events go from mosquitto_pub to mosquitto_sub, ${version}`, { skip }, async (t) => {
    const platform = await servePlatform(t);
    const [topic, filter] = ['iot-2/evt/status/fmt/json', 'iot-2/type/+/id/+/evt/+/fmt/+'];
    for (const qos of ['0', '1', '2']) {
      const flags = ['-V', version, '-q', qos];
      const { ended } = await listen(t, platform, [...applicationLogin, ...flags, '-t', filter, '-C', '1', '-v']);
      const sent = await run(t, 'mosquitto_pub', platform, [...deviceLogin, ...flags, '-t', topic, '-m', '{"t":21}']);
      assert.equal(sent.code, 0, sent.err);
      assert.deepEqual(await ended, { code: 0, out: 'iot-2/type/sensor/id/one/evt/status/fmt/json {"t":21}\n', err: '' });
    }
  });
}

test('a command goes from mosquitto_pub to a device, and waits for it when its session is durable', { skip }, async (t) => {
  const platform = await servePlatform(t);
  const subscribe = [...deviceLogin, '-c', '-q', '1', '-t', 'iot-2/cmd/+/fmt/+'];
  assert.equal((await run(t, 'mosquitto_sub', platform, [...subscribe, '-E'])).code, 0);
  const topic = 'iot-2/type/sensor/id/one/cmd/reset/fmt/json';
  assert.equal((await run(t, 'mosquitto_pub', platform, [...applicationLogin, '-q', '1', '-t', topic, '-m', '{"delay":5}'])).code, 0);
  const got = await run(t, 'mosquitto_sub', platform, [...subscribe, '-C', '1', '-v']);
  assert.deepEqual([got.code, got.out], [0, 'iot-2/cmd/reset/fmt/json {"delay":5}\n']);
});

test('a wrong token is refused, and mosquitto says so', { skip }, async (t) => {
  const platform = await servePlatform(t);
  const login = ['-i', clientId, '-u', 'use-token-auth', '-P', 'wrong'];
  const { code, err } = await run(t, 'mosquitto_pub', platform, [...login, '-t', 'iot-2/evt/status/fmt/json', '-m', '{}']);
  assert.equal(code, 5);
  assert.match(err, /not authori[sz]ed/i);
});

test('MQTT 5 is refused, and mosquitto understands why', { skip }, async (t) => {
  const platform = await servePlatform(t);
  const { code, err } = await run(t, 'mosquitto_pub', platform, [...deviceLogin, '-V', '5', '-t', 'iot-2/evt/status/fmt/json', '-m', '{}']);
  assert.notEqual(code, 0);
  assert.match(err, /Unsupported Protocol version/i);
});

test('publishing a command as the device ends the connection, and the log says why', { skip }, async (t) => {
  const platform = await servePlatform(t);
  await run(t, 'mosquitto_pub', platform, [...deviceLogin, '-q', '1', '-t', 'iot-2/cmd/reset/fmt/json', '-m', '{}', '--quiet']);
  const { code, reason } = await platform.command.happened('disconnect');
  assert.equal(code, 276);
  assert.match(String(reason), /only the platform and applications send there/);
});
