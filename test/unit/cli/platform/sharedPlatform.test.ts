import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { ControlFile } from '../../../../src/rpc/node/control.ts';
import { Command, ready, temporaryFolder } from '../../../support/platform/command.ts';
import { ControlClient } from '../../../support/platform/controlClient.ts';
import { RawClient } from '../../../support/platform/rawClient.ts';
import { soon } from '../../../support/platform/soon.ts';

const onWindows = process.platform === 'win32';
const usual = ['platform', '--json', '--no-tls', '--prefer-port', '0'];

function announced(home: string): ControlFile {
  return JSON.parse(readFileSync(join(home, 'platform.json'), 'utf8')) as ControlFile;
}

test('a second command shows what happens on the platform that runs, and leaves it running', { skip: onWindows }, async (t) => {
  const home = temporaryFolder(t);
  const first = new Command(t, usual, home);
  const running = await ready(first);
  assert.equal(announced(home).pid, first.child.pid);
  const second = new Command(t, [...usual, '--tolerant'], home);
  const seen = await ready(second);
  assert.deepEqual({ ...seen, devices: [], apiKeys: [] }, { ...running, devices: [], apiKeys: [], attached: true });
  assert.deepEqual(
    [seen.devices, seen.apiKeys],
    [running.devices.map(({ typeId, deviceId }) => ({ typeId, deviceId, classId: 'Device' })), running.apiKeys.map(({ key }) => ({ key }))],
  );
  assert.match(second.stderr, /runs already, with the process ID \d+; it takes no notice of .*--tolerant/);
  const stranger = await RawClient.dial(running.port);
  await stranger.connect({ clientId: `d:${running.org}:no:body`, username: 'use-token-auth', password: 'x' });
  const refused = await second.happened('refuse');
  assert.deepEqual([refused['code'], typeof refused['advice']], [5, 'string']);
  second.child.kill('SIGTERM');
  assert.equal(await second.exitCode(), 0);
  assert.match(second.stderr, /runs on/);
  const control = await ControlClient.open(announced(home));
  await control.ask('describe');
  control.close();
});

test('a command that watches ends with the platform: well when it was ended, otherwise not', { skip: onWindows }, async (t) => {
  const home = temporaryFolder(t);
  for (const [signal, code] of [
    ['SIGTERM', 0],
    ['SIGKILL', 2],
  ] as const) {
    const first = new Command(t, usual, home);
    await ready(first);
    const second = new Command(t, usual, home);
    assert.equal((await ready(second)).attached, true);
    first.child.kill(signal);
    assert.equal(await second.exitCode(), code);
  }
});

test('what a killed platform left is cleared away by the next', { skip: onWindows }, async (t) => {
  const home = temporaryFolder(t);
  const first = new Command(t, usual, home);
  await ready(first);
  const { path, key } = announced(home);
  first.child.kill('SIGKILL');
  await first.exitCode();
  assert.equal(existsSync(dirname(path)), true);
  const next = new Command(t, usual, home);
  assert.equal((await ready(next)).attached, false);
  assert.notEqual(announced(home).key, key);
  assert.equal(existsSync(dirname(path)), false);
});

test('a platform of its own stands beside the shared one, and never announces itself', async (t) => {
  const home = temporaryFolder(t);
  const own = await ready(new Command(t, ['platform', '--json', '--no-tls', '--port', '0'], home));
  assert.equal(existsSync(join(home, 'platform.json')), false);
  const shared = new Command(t, usual, home);
  const running = await ready(shared);
  assert.deepEqual([running.attached, announced(home).pid], [false, shared.child.pid]);
  const other = await ready(new Command(t, ['platform', '--json', '--no-tls', '--port', '0', '--data', temporaryFolder(t)], home));
  assert.equal(new Set([own.org, running.org, other.org]).size, 3);
  assert.deepEqual([other.attached, announced(home).pid], [false, shared.child.pid]);
});

test('the shared platform has the same authority whoever starts it, and any other has another one', async (t) => {
  const home = temporaryFolder(t);
  const ports = ['--prefer-port', '0', '--prefer-tls-port', '0'];
  const own = ['--port', '0', '--tls-port', '0'];
  const data = temporaryFolder(t);
  const authorityOf = async (args: readonly string[]): Promise<string> => {
    const command = new Command(t, ['platform', '--json', ...args], home);
    const { caFile } = await ready(command);
    const ca = readFileSync(caFile ?? '', 'utf8');
    command.child.kill('SIGKILL');
    await command.exitCode();
    return ca;
  };
  const shared = await authorityOf(ports);
  assert.equal(await authorityOf([...ports, '--data', data, '--control', join(home, 'platform.json')]), shared);
  assert.notEqual(await authorityOf([...own, '--data', data]), shared);
  assert.notEqual(await authorityOf([...ports, '--control', join(home, 'other.json')]), shared);
});

test('two commands at the same moment are one platform', async (t) => {
  const home = temporaryFolder(t);
  const both = [new Command(t, usual, home), new Command(t, usual, home)];
  const [one, other] = await Promise.all(both.map((command) => ready(command)));
  assert.equal(one?.org, other?.org);
  assert.deepEqual(new Set([one?.attached, other?.attached]), new Set([false, true]));
});

test('a data folder that is in use leads to the platform that uses it, unless more is asked for', async (t) => {
  const [data, home] = [temporaryFolder(t), temporaryFolder(t)];
  const first = new Command(t, ['platform', '--json', '--no-tls', '--port', '0', '--data', data]);
  const running = await ready(first);
  const second = new Command(t, ['platform', '--json', '--port', '0', '--data', data], home);
  const seen = await ready(second);
  assert.deepEqual([seen.org, seen.mqtt, seen.attached], [running.org, running.mqtt, true]);
  const same = new Command(t, ['platform', '--json', '--port', String(running.port), '--data', data], home);
  assert.equal((await ready(same)).attached, true);
  const other = new Command(t, ['platform', '--json', '--port', '1', '--data', data], home);
  assert.equal(await other.exitCode(), 2);
  assert.match(other.stderr, new RegExp(`does not listen on what --port gives, 1, but on ${running.port}\\.`));
  const file = join(temporaryFolder(t), 'registry.json');
  writeFileSync(file, JSON.stringify({ org: running.org }));
  const third = new Command(t, ['platform', '--json', '--data', data, '--registry', file], home);
  assert.equal(await third.exitCode(), 2);
  assert.match(third.stderr, /the registry file was not applied/);
});

test('without a folder for the user the platform serves all the same, and says why nobody finds it', { skip: onWindows }, async (t) => {
  const home = join(temporaryFolder(t), 'file');
  writeFileSync(home, '');
  const command = new Command(t, usual, home);
  assert.equal((await ready(command)).attached, false);
  assert.match(command.stderr, /cannot say in .*platform\.json how it is reached/);
});

test('a file that a stranger left in the place of the announcement does no harm', async (t) => {
  const home = temporaryFolder(t);
  const precious = join(home, 'wiotp-precious');
  mkdirSync(precious);
  writeFileSync(join(precious, 'kept'), '');
  writeFileSync(join(home, 'platform.json'), JSON.stringify({ path: join(precious, 'control'), key: 'k', pid: 1, instanceId: 'i' }));
  const command = new Command(t, usual, home);
  assert.equal((await ready(command)).attached, false);
  assert.equal(existsSync(join(precious, 'kept')), true);
});

test('a platform that is stopped is said not to answer, soon', { skip: onWindows }, async (t) => {
  const home = temporaryFolder(t);
  const first = new Command(t, usual, home);
  await ready(first);
  first.child.kill('SIGSTOP');
  const second = new Command(t, usual, home);
  assert.equal(await soon('the second command', second.exited, 15_000), 2);
  assert.match(second.stderr, /The embedded platform that runs does not answer\./);
});

test('a command that only watches ends well with the reader of its output, and the platform runs on', { skip: onWindows }, async (t) => {
  const home = temporaryFolder(t);
  const first = new Command(t, usual, home);
  const { port } = await ready(first);
  const second = new Command(t, usual, home);
  await ready(second);
  second.child.stdout?.destroy();
  const stranger = await RawClient.dial(port);
  await stranger.connect({ clientId: 'd:no:body:here', username: 'use-token-auth', password: 'x' });
  assert.equal(await second.exitCode(), 0);
  assert.equal(first.child.exitCode, null);
});
