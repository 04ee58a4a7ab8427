import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Command, ready, temporaryFolder } from '../../../support/platform/command.ts';
import { ControlClient } from '../../../support/platform/controlClient.ts';
import { RawClient } from '../../../support/platform/rawClient.ts';
import { soon } from '../../../support/platform/soon.ts';

const onWindows = process.platform === 'win32';

test('the control file leads to the platform, is refused to a second one, and goes at the end', async (t) => {
  const file = join(temporaryFolder(t), 'control.json');
  const command = new Command(t, ['platform', '--port', '0', '--no-tls', '--json', '--control', file]);
  const { devices, apiKeys, org, port } = await ready(command);
  assert.deepEqual([devices, apiKeys], [[], []]);
  const content = JSON.parse(readFileSync(file, 'utf8')) as { path: string; key: string; pid: number; instanceId: string };
  assert.equal(content.pid, command.child.pid);
  if (!onWindows) assert.equal(statSync(file).mode & 0o777, 0o600);
  const control = await ControlClient.open(content);
  const { instanceId } = content;
  const info = await control.ask('describe');
  assert.deepEqual([info.instanceId, info.org, info.host, info.port, info.pid], [instanceId, org, '127.0.0.1', port, content.pid]);
  const second = new Command(t, ['platform', '--port', '0', '--no-tls', '--control', file]);
  assert.equal(await second.exitCode(), 2);
  assert.match(second.stderr, new RegExp(`process ID ${content.pid} is running`));
  await control.ask('stop');
  assert.equal(await command.exitCode(), 0);
  assert.equal(existsSync(file), false);
  if (!onWindows) assert.equal(existsSync(content.path), false);
});

test('it lingers after its last control connection, and then ends', async (t) => {
  const file = join(temporaryFolder(t), 'control.json');
  const command = new Command(t, ['platform', '--port', '0', '--no-tls', '--json', '--control', file, '--linger', '3']);
  await ready(command);
  const control = await ControlClient.open(JSON.parse(readFileSync(file, 'utf8')) as { path: string; key: string });
  await control.ask('describe');
  assert.equal(command.child.exitCode, null);
  await control.ask('setKeepRunning', true);
  assert.equal((await control.ask('describe')).keepRunning, true);
  await control.ask('setKeepRunning', false);
  control.close();
  assert.equal(await command.exitCode(), 0);
  assert.equal(existsSync(file), false);
});

test('a reader that goes ends the platform, well, once there is more to tell', { skip: onWindows }, async (t) => {
  const command = new Command(t, ['platform', '--port', '0', '--no-tls', '--json']);
  const { port } = await ready(command);
  command.child.stdout?.destroy();
  const stranger = await RawClient.dial(port);
  await stranger.connect({ clientId: 'd:no:body:here', username: 'use-token-auth', password: 'x' });
  assert.equal(await command.exitCode(), 0);
});

test('a parent that closes its ends of the pipes does not end a platform that has a control file', async (t) => {
  const data = temporaryFolder(t);
  const first = new Command(t, ['platform', '--port', '0', '--no-tls', '--json', '--data', data]);
  const {
    devices: [device],
  } = await ready(first);
  first.child.kill('SIGKILL');
  await first.exitCode();
  const command = new Command(t, ['platform', '--port', '0', '--no-tls', '--json', '--data', data, '--control', join(data, 'own.json')]);
  const { org, port } = await ready(command);
  command.child.stdout?.destroy();
  command.child.stderr?.destroy();
  const login = {
    clientId: `d:${org}:${device?.typeId}:${device?.deviceId}`,
    username: 'use-token-auth',
    password: device?.authToken ?? '',
  };
  for (let round = 0; round < 5; round++) {
    const sensor = await RawClient.dial(port);
    await sensor.connect(login);
    for (let at = 0; at < 100; at++) sensor.publish('iot-2/evt/status/fmt/json', '{}');
    await sensor.settled();
  }
});

test('a parent that does not read does not stop the platform', async (t) => {
  const command = new Command(t, ['platform', '--port', '0', '--no-tls', '--json']);
  const {
    org,
    port,
    devices: [device],
  } = await ready(command);
  command.child.stdout?.pause();
  const sensor = await RawClient.dial(port);
  await sensor.connect({
    clientId: `d:${org}:${device?.typeId}:${device?.deviceId}`,
    username: 'use-token-auth',
    password: device?.authToken ?? '',
  });
  for (let round = 0; round < 100; round++) {
    for (let at = 0; at < 300; at++) sensor.publish('iot-2/evt/status/fmt/json', '{}');
    await sensor.settled();
  }
  command.child.stdout?.resume();
  const lost = async (): Promise<number> => {
    for (;;) {
      sensor.publish('iot-2/evt/status/fmt/json', '{}');
      const line = await command.json();
      if (line['event'] === 'lost') return Number(line['count']);
    }
  };
  assert.ok((await soon('the count of what was lost', lost())) > 0);
});
