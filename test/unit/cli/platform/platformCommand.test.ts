import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { Command, ready, temporaryFolder, type Ready } from '../../../support/platform/command.ts';
import { RawClient } from '../../../support/platform/rawClient.ts';

const onWindows = process.platform === 'win32';

async function takenPort(t: TestContext): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

test('the first line says everything that is needed to connect, and what happens follows', async (t) => {
  const command = new Command(t, ['platform', '--port', '0', '--no-tls', '--json']);
  const line = await command.json();
  const {
    org,
    devices: [device],
    apiKeys: [apiKey],
    mqtt,
  } = line as unknown as Ready;
  assert.deepEqual(
    { ...line, devices: 1, apiKeys: 1 },
    {
      event: 'ready',
      org,
      mqtt,
      mqtts: null,
      ws: mqtt.replace('mqtt', 'ws'),
      wss: null,
      http: mqtt.replace('mqtt', 'http'),
      https: null,
      quickstart: null,
      caFile: null,
      devices: 1,
      apiKeys: 1,
      attach: null,
      attached: false,
    },
  );
  const port = Number(new URL(mqtt).port);
  const sensor = await RawClient.dial(port);
  const clientId = `d:${org}:${device?.typeId}:${device?.deviceId}`;
  await sensor.connect({ clientId, username: 'use-token-auth', password: device?.authToken ?? '' });
  const connect = await command.happened('connect');
  assert.deepEqual([connect['clientId'], connect['peer']], [clientId, sensor.peer]);
  sensor.publish('iot-2/evt/status/fmt/json', '{}');
  assert.deepEqual((await command.happened('publish'))['topic'], 'iot-2/evt/status/fmt/json');
  sensor.publish('iot-2/evt/status', '{}');
  assert.equal((await command.happened('disconnect'))['code'], 276);
  const stranger = await RawClient.dial(port);
  await stranger.connect({ clientId, username: 'token', password: 'x' });
  const refuse = await command.happened('refuse');
  assert.deepEqual([refuse['code'], refuse['clientId']], [5, clientId]);
  const app = await RawClient.dial(port);
  assert.equal((await app.connect({ clientId: `a:${org}:x`, username: apiKey?.key ?? '', password: apiKey?.token ?? '' })).returnCode, 0);
});

test('people get sentences, and the tokens once', async (t) => {
  const command = new Command(t, ['platform', '--port', '0', '--no-tls']);
  const first = await command.line();
  assert.match(first, /^The embedded platform serves the organisation [a-z0-9]{6} at mqtt:\/\/127\.0\.0\.1:\d+\.$/);
  const rest = [];
  for (let line = ''; !line.startsWith('Ctrl+C'); rest.push(line)) line = await command.line();
  assert.equal(rest.filter((line) => /^ {2}password {3}[A-Za-z0-9]{18}$/.test(line)).length, 2);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} ends it with exit code 0, and the connections with 93`, { skip: onWindows }, async (t) => {
    const command = new Command(t, ['platform', '--port', '0', '--no-tls', '--json']);
    const {
      org,
      port,
      devices: [device],
    } = await ready(command);
    const sensor = await RawClient.dial(port);
    await sensor.connect({
      clientId: `d:${org}:${device?.typeId}:${device?.deviceId}`,
      username: 'use-token-auth',
      password: device?.authToken ?? '',
    });
    command.child.kill(signal);
    assert.equal((await command.happened('disconnect'))['code'], 93);
    assert.equal(await command.exitCode(), 0);
    await sensor.closed;
  });
}

test('a given port that is taken is exit 2, a preferred one is replaced and that is said', async (t) => {
  const port = await takenPort(t);
  const given = new Command(t, ['platform', '--no-tls', '--port', String(port)]);
  assert.equal(await given.exitCode(), 2);
  assert.match(given.stderr, new RegExp(`[Pp]ort ${port}`));
  const preferred = new Command(t, ['platform', '--no-tls', '--prefer-port', String(port), '--json'], temporaryFolder(t));
  assert.notEqual((await ready(preferred)).port, port);
  assert.match(preferred.stderr, new RegExp(`${port}.* The platform listens on \\d+ instead`));
});

for (const args of [[], ['nonsense'], ['platform', '--bogus'], ['platform', '--port', 'x']]) {
  test(`"wiotp ${args.join(' ')}" is exit 2 with a hint`, async (t) => {
    const command = new Command(t, args);
    assert.equal(await command.exitCode(), 2);
    assert.match(command.stderr, /--help/);
  });
}

for (const [args, output] of [
  [['--version'], /^\d+\.\d+\.\d+/],
  [['--help'], /^Usage: wiotp/],
  [['platform', '--help'], /^Usage: wiotp platform/],
] as const) {
  test(`"wiotp ${args.join(' ')}" is exit 0`, async (t) => {
    const command = new Command(t, args);
    assert.match(await command.line(), output);
    assert.equal(await command.exitCode(), 0);
  });
}

test('data is kept, and tokens are not shown again', async (t) => {
  const data = temporaryFolder(t);
  const first = new Command(t, ['platform', '--port', '0', '--no-tls', '--json', '--data', data]);
  const before = await ready(first);
  first.child.kill('SIGKILL');
  await first.exitCode();
  const third = new Command(t, ['platform', '--port', '0', '--no-tls', '--json', '--data', data]);
  const after = await ready(third);
  assert.equal(after.org, before.org);
  assert.deepEqual(
    after.devices,
    before.devices.map(({ typeId, deviceId }) => ({ typeId, deviceId, classId: 'Device' })),
  );
  assert.deepEqual(
    after.apiKeys,
    before.apiKeys.map(({ key }) => ({ key })),
  );
  const sensor = await RawClient.dial(after.port);
  const [{ typeId, deviceId, authToken = '' }] = before.devices as [Ready['devices'][number]];
  assert.equal(
    (await sensor.connect({ clientId: `d:${after.org}:${typeId}:${deviceId}`, username: 'use-token-auth', password: authToken }))
      .returnCode,
    0,
  );
});

test('a registry file is served instead of the first device', async (t) => {
  const file = join(temporaryFolder(t), 'registry.json');
  writeFileSync(
    file,
    JSON.stringify({
      org: 'abc123',
      devices: [
        { typeId: 'pump', deviceId: 'p1', authToken: 'pump-token' },
        { typeId: 'pump', deviceId: 'p2' },
      ],
    }),
  );
  const command = new Command(t, ['platform', '--port', '0', '--no-tls', '--json', '--registry', file]);
  const { org, devices, apiKeys, port } = await ready(command);
  assert.deepEqual([org, apiKeys, devices[0]], ['abc123', [], { typeId: 'pump', deviceId: 'p1', classId: 'Device' }]);
  assert.match(devices[1]?.authToken ?? '', /^\w{18}$/);
  const pump = await RawClient.dial(port);
  assert.equal((await pump.connect({ clientId: 'd:abc123:pump:p1', username: 'use-token-auth', password: 'pump-token' })).returnCode, 0);
  writeFileSync(file, '{');
  assert.equal(await new Command(t, ['platform', '--registry', file]).exitCode(), 2);
});

test('a host that others can reach is served with a warning', async (t) => {
  const command = new Command(t, ['platform', '--host', '0.0.0.0', '--port', '0', '--no-tls', '--json']);
  await ready(command);
  assert.match(command.stderr, /Warning: 0\.0\.0\.0 can be reached from other machines/);
});
