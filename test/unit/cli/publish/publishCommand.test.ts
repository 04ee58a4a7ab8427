import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { folderWith, runInProcess, type Place, type Run } from '../../../support/cli/runInProcess.ts';
import { withEnvironment } from '../../../support/cli/withEnvironment.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';
import { apiKey, deviceToken, org, startPlatform } from '../../../support/platform/testPlatform.ts';

const device = ['--org', org, '--type', 'sensor', '--id', 'one'];

function publish(port: number, args: readonly string[], place: Place = {}): Promise<Run> {
  return runInProcess(['publish', '--host', '127.0.0.1', '--port', String(port), ...args], place);
}

describe('wiotp publish', () => {
  it('publishes an event, with its variables filled in', async (t) => {
    withEnvironment(t, { WIOTP_AUTH_TOKEN: deviceToken });
    const platform = await startPlatform(t);
    const run = await publish(platform.port, [
      ...device,
      '--event',
      'temp',
      '--payload',
      '{"n":"${counter}","literal":"$${x}"}',
      '--qos',
      '1',
    ]);
    const { payload, topic } = await platform.record(({ direction, event }) => event === undefined && direction === 'up');
    assert.deepEqual([run.code, topic, Buffer.from(payload).toString()], [0, 'iot-2/evt/temp/fmt/json', '{"n":1,"literal":"${x}"}']);
    assert.match(run.out, /^Published 1 message to iot-2\/evt\/temp\/fmt\/json; the platform has acknowledged all of them\.\n$/);
    assert.match(run.err, /pushes out whoever is connected/);
  });

  it('publishes again and again, and says so as JSON', async (t) => {
    withEnvironment(t, { WIOTP_AUTH_TOKEN: deviceToken });
    const broker = await TestBroker.start(t);
    const run = await publish(broker.port, [
      ...device,
      '--event',
      'e',
      '--format',
      'txt',
      '--payload',
      '${counter}',
      '--every',
      '10',
      '--count',
      '3',
      '--qos',
      '1',
      '--json',
    ]);
    assert.deepEqual(
      broker.published.map(({ payload }) => payload),
      ['1', '2', '3'],
    );
    const { published, clientId, problems } = JSON.parse(run.out) as Record<string, unknown>;
    assert.deepEqual([run.code, published, clientId, problems], [0, 3, `d:${org}:sensor:one`, []]);
  });

  it('publishes what a file or standard input holds, as it is if that is wanted', async (t) => {
    withEnvironment(t, { WIOTP_AUTH_TOKEN: deviceToken, PUBLIC_NAME: 'lab' });
    const broker = await TestBroker.start(t);
    const folder = folderWith(t, { 'a.bin': Uint8Array.from([0xff, 0x00]), 'a.txt': '${env:PUBLIC_NAME}' });
    await publish(broker.port, [...device, '--event', 'e', '--format', 'bin', '--file', 'a.bin'], { folder });
    await publish(broker.port, [...device, '--event', 'e', '--format', 'txt', '--file', 'a.txt', '--env', 'PUBLIC_NAME'], { folder });
    await publish(broker.port, [...device, '--event', 'e', '--format', 'txt', '-', '--raw'], { input: '${counter}' });
    const found = await broker.heard('iot-2/evt/e/fmt/txt', 2);
    assert.deepEqual(
      found.map(({ payload }) => payload),
      ['lab', '${counter}'],
    );
    assert.equal((await broker.heard('iot-2/evt/e/fmt/bin'))[0]?.payload.length, 2);
    const refused = await publish(broker.port, [...device, '--event', 'e', '--format', 'txt', '--file', 'a.txt'], { folder });
    assert.deepEqual([refused.code, broker.published.length], [2, 3]);
  });

  it('sends a command to a device as an application', async (t) => {
    withEnvironment(t, { WIOTP_AUTH_TOKEN: apiKey.token, WIOTP_AUTH_KEY: apiKey.key });
    const platform = await startPlatform(t);
    const run = await publish(platform.port, [
      '--org',
      org,
      '--app',
      'me',
      '--command',
      'reset',
      '--device',
      'sensor:one',
      '--payload',
      '{}',
      '--qos',
      '1',
    ]);
    assert.deepEqual([run.code, run.out.includes('iot-2/type/sensor/id/one/cmd/reset/fmt/json')], [0, true]);
  });

  it('speaks for a gateway itself, or for a device behind it', async (t) => {
    withEnvironment(t, { WIOTP_AUTH_TOKEN: 'token' });
    const broker = await TestBroker.start(t);
    await publish(broker.port, [...device, '--gateway', '--event', 'e', '--payload', '{}']);
    await publish(broker.port, [...device, '--gateway', '--event', 'e', '--payload', '{}', '--device', 't:d']);
    await broker.heard('iot-2/type/t/id/d/evt/e/fmt/json');
    assert.deepEqual(
      broker.published.map(({ topic }) => topic),
      ['iot-2/type/sensor/id/one/evt/e/fmt/json', 'iot-2/type/t/id/d/evt/e/fmt/json'],
    );
  });

  it('says that Quickstart confirms nothing', async (t) => {
    withEnvironment(t, {});
    const broker = await TestBroker.start(t);
    const run = await publish(broker.port, ['--quickstart', '--type', 't', '--id', 'd', '--event', 'e', '--payload', '{"t":1}']);
    assert.deepEqual([run.code, run.out], [0, 'Sent 1 message to iot-2/evt/e/fmt/json; Quickstart confirms nothing.\n']);
    assert.equal((await broker.heard('iot-2/evt/e/fmt/json'))[0]?.clientId, 'd:quickstart:t:d');
  });

  it('is exit code 2 without a connection, and repeats no token', async (t) => {
    const token = 's3cr3t-marker';
    withEnvironment(t, { WIOTP_AUTH_TOKEN: token });
    const platform = await startPlatform(t);
    const wrong = await publish(platform.port, [...device, '--event', 'e', '--payload', '{}']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /CONNACK 5/);
    assert.ok(!`${wrong.out}${wrong.err}`.includes(token));
    const closed = await publish(1, [...device, '--event', 'e', '--payload', '{}']);
    assert.equal(closed.code, 2);
  });

  it('says as JSON, too, that no connection came about', async (t) => {
    withEnvironment(t, { WIOTP_AUTH_TOKEN: 'token' });
    const run = await publish(1, [...device, '--event', 'e', '--payload', '{}', '--json']);
    const { published, failure } = JSON.parse(run.out) as Record<string, unknown>;
    assert.deepEqual([run.code, published, typeof failure], [2, 0, 'string']);
  });

  it('checks the payload wherever it goes', async (t) => {
    withEnvironment(t, { WIOTP_AUTH_TOKEN: 'token' });
    const broker = await TestBroker.start(t);
    const run = await publish(broker.port, [...device, '--event', 'e', '--payload', '{"n":', '--qos', '1']);
    assert.deepEqual([run.code, broker.published.length], [0, 1]);
    assert.match(run.err, /^warning json\/free-payload /m);
  });

  it('refuses QoS 1 on Quickstart before it connects', async (t) => {
    withEnvironment(t, {});
    const run = await publish(1, ['--quickstart', '--type', 't', '--id', 'd', '--event', 'e', '--payload', '{}', '--qos', '1']);
    assert.deepEqual([run.code, /Quickstart takes 0 only/.test(run.err)], [2, true]);
  });

  it('is exit code 1 when the server closes the connection instead of acknowledging', async (t) => {
    withEnvironment(t, { WIOTP_AUTH_TOKEN: 'token' });
    const broker = await TestBroker.start(t, { forbidden: ['iot-2/evt/e/fmt/json'] });
    const run = await publish(broker.port, [...device, '--event', 'e', '--payload', '{}', '--qos', '1', '--json']);
    const { failure, published } = JSON.parse(run.out) as Record<string, unknown>;
    assert.deepEqual([run.code, published, typeof failure], [1, 0, 'string']);
  });

  const refused: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
    ['neither event nor command', ['--payload', '{}'], /one of --event and --command/],
    ['both', ['--event', 'a', '--command', 'b', '--payload', '{}'], /one of --event and --command/],
    ['no payload', ['--event', 'a'], /payload is missing/],
    ['two payloads', ['--event', 'a', '--payload', '{}', '-'], /Give one of --payload/],
    ['a stray word', ['--event', 'a', 'b'], /"b" is no option/],
    ['a QoS of 3', ['--event', 'a', '--payload', '{}', '--qos', '3'], /--qos is one of/],
    ['a count without a pace', ['--event', 'a', '--payload', '{}', '--count', '2'], /--count needs --every/],
    ['no pace at all', ['--event', 'a', '--payload', '{}', '--every', '0'], /--every must be a whole number from 10/],
    ['a command of a device', ['--command', 'a', '--payload', '{}'], /Commands come from applications/],
    ['another device of a device', ['--event', 'a', '--payload', '{}', '--device', 'a:b'], /speaks for itself/],
    [
      'a device that is none',
      ['--event', 'a', '--payload', '{}', '--device', 'a'],
      /--device is TYPE:ID; it is "a"\. Give device type and device ID with a colon/,
    ],
    ['a variable of the environment that is not allowed', ['--event', 'a', '--payload', '${env:HOME}'], /Allow it with --env HOME/],
    ['an event ID with a slash', ['--event', 'a/b', '--payload', '{}'], /must not contain "\/"/],
    ['an empty format', ['--event', 'a', '--payload', '{}', '--format', ''], /The format is empty/],
    ['a variable that nobody knows', ['--event', 'a', '--payload', '${nothing}', '--format', 'txt'], /nothing/],
    ['a payload that is too large', ['--event', 'a', '--format', 'txt', '--payload', 'x'.repeat(131_073)], /131,072 are allowed/],
    ['a file that is not there', ['--event', 'a', '--file', '/nowhere'], /\/nowhere cannot be read/],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what} before it connects`, async (t) => {
      withEnvironment(t, { WIOTP_AUTH_TOKEN: 'token' });
      const broker = await TestBroker.start(t);
      const run = await publish(broker.port, [...device, ...args]);
      assert.deepEqual([run.code, run.out, broker.published.length], [2, '', 0]);
      assert.match(run.err, message);
    });
  }

  it('refuses to connect without a token', async (t) => {
    withEnvironment(t, {});
    const run = await publish(1, [...device, '--event', 'a', '--payload', '{}']);
    assert.deepEqual([run.code, /WIOTP_AUTH_TOKEN/.test(run.err)], [2, true]);
  });
});
