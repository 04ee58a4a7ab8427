import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { controlCalls } from '../../../../src/platform/control/controlCalls.ts';
import { openStorage } from '../../../../src/platform/store/openStorage.ts';
import { controlledPlatform } from '../../../support/platform/controlled.ts';
import { asApplication, deviceToken, org, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';
import { tempFolder } from '../../../support/tempFolder.ts';

type Login = Parameters<TestPlatform['connect']>[0];

/** A board with firmware of another organisation. */
const board: Login = { clientId: 'd:zzz999:lamp:l-1', username: 'use-token-auth', password: 'its-own-token' };

/** Refuses a board, and gives what the attempt is called. */
async function refuse(platform: TestPlatform, login: Login): Promise<{ readonly attempt?: string; readonly reason?: string }> {
  const client = await platform.dial();
  assert.equal((await client.connect(login)).returnCode, 5);
  return platform.event('connection.refused', login.clientId);
}

function register({ platform }: TestPlatform, attempt: string): unknown {
  const calls = controlCalls({ ...controlledPlatform(platform), watchTraffic: () => undefined, isRemote: false } as never);
  return calls.registerAttempt(attempt);
}

async function adopted(t: TestContext): Promise<TestPlatform> {
  const platform = await startPlatform(t);
  const { attempt = '', reason } = await refuse(platform, board);
  assert.equal(reason, `The client ID names the organisation zzz999; this platform serves ${org}.`);
  assert.deepEqual(register(platform, attempt), { typeId: 'lamp', deviceId: 'l-1' });
  return platform;
}

test('unmodified firmware of another organisation is registered as it is, and served from then on', async (t) => {
  const platform = await adopted(t);
  const app = await platform.connect(asApplication());
  await app.subscribe('iot-2/type/lamp/id/+/evt/+/fmt/+', 0);
  const device = await platform.connect(board);
  device.publish('iot-2/evt/status/fmt/json', '{"on":true}');
  assert.equal((await app.next('publish')).topic, 'iot-2/type/lamp/id/l-1/evt/status/fmt/json');
  const { reason } = await platform.event('connection.open', `d:${org}:lamp:l-1`);
  assert.match(reason ?? '', /Its client ID is d:zzz999:lamp:l-1/);
  assert.equal(platform.platform.fleet.state({ typeId: 'lamp', deviceId: 'l-1' })?.online, true);
});

test('a device takes its own place under either organisation', async (t) => {
  const platform = await adopted(t);
  const first = await platform.connect(board);
  await platform.connect({ ...board, clientId: `d:${org}:lamp:l-1` });
  await first.closed;
  assert.equal((await platform.event('connection.closed', `d:${org}:lamp:l-1`)).code, 288);
});

test('with its organisation adopted, the next board only has to be registered', async (t) => {
  const platform = await adopted(t);
  const second = { ...board, clientId: 'd:zzz999:lamp:l-2' };
  const { attempt = '', reason } = await refuse(platform, second);
  assert.match(reason ?? '', /lamp l-2 is not registered/);
  register(platform, attempt);
  await platform.connect(second);
});

test('a device that is registered already keeps its token: only its organisation is adopted', async (t) => {
  const platform = await startPlatform(t);
  const known = { clientId: 'd:zzz999:sensor:one', username: 'use-token-auth', password: deviceToken };
  const { attempt = '' } = await refuse(platform, { ...known, password: 'another-token' });
  register(platform, attempt);
  await platform.connect(known);
});

test('what was adopted is there again after a restart', async (t) => {
  const folder = tempFolder(t);
  const before = openStorage(folder);
  before.registry.adopt('zzz999');
  before.close();
  const storage = openStorage(folder);
  t.after(() => storage.close());
  assert.deepEqual([storage.registry.serves('zzz999'), storage.registry.serves('other1')], [true, false]);
});

const notOffered: readonly (readonly [what: string, login: Login])[] = [
  ['an application', { clientId: 'a:zzz999:app', username: 'a-zzz999-1234567890', password: 'token' }],
  ['a wrong user name', { ...board, username: 'token' }],
  ['no token', { ...board, password: '' }],
  ['Quickstart', { ...board, clientId: 'd:quickstart:lamp:l-1' }],
];

for (const [what, login] of notOffered) {
  test(`nothing is offered to ${what}`, async (t) => {
    const platform = await startPlatform(t);
    assert.equal((await refuse(platform, login)).attempt, undefined);
  });
}

test('of a hundred organisations no more are adopted', async (t) => {
  const { registry } = await startPlatform(t);
  for (let at = 0; at < 100; at++) registry.adopt(`org${at}`);
  registry.adopt('org7');
  assert.throws(() => registry.adopt('onemore'), { name: 'Refusal', code: 409 });
});
