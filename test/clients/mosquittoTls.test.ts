import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { Command } from '../support/platform/command.ts';
import { soon } from '../support/platform/soon.ts';
import { apiKey, device, org, servePlatform, token } from './support/servedPlatform.ts';

const help = spawnSync('mosquitto_pub', ['--help'], { encoding: 'utf8' });
const missing = help.error !== undefined && 'mosquitto_pub and mosquitto_sub are not installed';
/** Clients since version 2.1 speak MQTT over WebSocket. */
const withoutWebSocket = missing || (!/--ws\b/.test(help.stdout) && 'this mosquitto_pub does not speak MQTT over WebSocket');

const topic = 'iot-2/evt/status/fmt/json';
const filter = `iot-2/type/${device.typeId}/id/${device.deviceId}/evt/+/fmt/+`;
const deviceLogin = ['-i', `d:${org}:${device.typeId}:${device.deviceId}`, '-u', 'use-token-auth', '-P', token];
const applicationLogin = ['-i', `a:${org}:shell`, '-u', apiKey.key, '-P', apiKey.token];

async function run(t: TestContext, program: string, args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (err += String(text)));
  const [code] = (await soon(program, once(child, 'close'))) as [number | null];
  return { code, out, err };
}

/** Sends an event from `mosquitto_pub` to `mosquitto_sub`, both with these options. */
async function exchange(t: TestContext, command: Command, options: readonly string[]): Promise<void> {
  const heard = run(t, 'mosquitto_sub', [...options, ...applicationLogin, '-t', filter, '-q', '1', '-C', '1']);
  await command.happened('subscribe');
  const sent = await run(t, 'mosquitto_pub', [...options, ...deviceLogin, '-t', topic, '-q', '1', '-m', '{"t":21}']);
  assert.equal(sent.code, 0, sent.err);
  assert.deepEqual(await heard, { code: 0, out: '{"t":21}\n', err: '' });
}

for (const host of ['localhost', '127.0.0.1']) {
  test(`an event crosses with TLS, the platform’s certificate and the host ${host}`, { skip: missing }, async (t) => {
    const { command, tlsPort, caFile } = await servePlatform(t);
    await exchange(t, command, ['-h', host, '-p', String(tlsPort), '--cafile', caFile]);
  });
}

test('without the platform’s CA the client goes away, and the platform says what it is missing', { skip: missing }, async (t) => {
  const { command, tlsPort } = await servePlatform(t);
  const { code } = await run(t, 'mosquitto_pub', [
    '-h',
    'localhost',
    '-p',
    String(tlsPort),
    '--capath',
    '/nonexistent',
    ...deviceLogin,
    '-t',
    topic,
    '-m',
    '{}',
  ]);
  assert.notEqual(code, 0);
  assert.match(String((await command.happened('refuse'))['advice']), /CA|certificate/);
});

test('an event crosses over WebSocket', { skip: withoutWebSocket }, async (t) => {
  const { command, port } = await servePlatform(t);
  await exchange(t, command, ['-h', 'localhost', '-p', String(port), '--ws']);
});

test('Quickstart takes events of devices that nobody registered', { skip: missing }, async (t) => {
  const command = new Command(t, ['platform', '--json', '--no-tls', '--port', '0', '--quickstart-port', '0']);
  const { quickstart } = (await command.json()) as { quickstart: string };
  const at = ['-h', '127.0.0.1', '-p', new URL(quickstart).port];
  const ofBoard = 'iot-2/type/board/id/b-1/evt/+/fmt/json';
  const heard = run(t, 'mosquitto_sub', [...at, '-i', 'a:quickstart:viewer', '-t', ofBoard, '-C', '1']);
  await command.happened('subscribe');
  const sent = await run(t, 'mosquitto_pub', [...at, '-i', 'd:quickstart:board:b-1', '-t', topic, '-m', '{"d":{"t":21}}']);
  assert.equal(sent.code, 0, sent.err);
  assert.equal((await heard).out, '{"d":{"t":21}}\n');
});
