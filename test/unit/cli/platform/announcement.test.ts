import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { Announcement, claimOrFind, removeRemains } from '../../../../src/cli/platform/announcement.ts';
import { soon } from '../../../support/platform/soon.ts';

const onWindows = process.platform === 'win32';
const content = { path: '/nowhere/control', key: 'key', pid: 4711, instanceId: 'instance' };

function temporaryFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'announcement-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'user', 'platform.json');
}

function claimed(t: TestContext, file: string): Announcement {
  const announcement = Announcement.claim(file);
  assert.ok(announcement !== undefined);
  t.after(() => announcement.release());
  return announcement;
}

test('one has the right at a time, and gives it back with the file', (t) => {
  const file = temporaryFile(t);
  const first = claimed(t, file);
  if (!onWindows) assert.equal(statSync(dirname(file)).mode & 0o777, 0o700);
  first.write(content);
  assert.equal(Announcement.claim(file), undefined);
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), content);
  first.release();
  assert.equal(existsSync(file), false);
  claimed(t, file);
});

test('a process that is killed gives the right back, and its file and socket are removed', { skip: onWindows }, async (t) => {
  const file = temporaryFile(t);
  const socketFolder = join(dirname(dirname(file)), 'wiotp-abc');
  mkdirSync(socketFolder);
  const path = join(socketFolder, 'control');
  const module = join(import.meta.dirname, '../../../../src/cli/platform/announcement.ts');
  const script = `
    import { writeFileSync } from 'node:fs';
    import { Announcement } from ${JSON.stringify(module)};
    const announcement = Announcement.claim(${JSON.stringify(file)});
    writeFileSync(${JSON.stringify(path)}, '');
    announcement.write(${JSON.stringify({ ...content, path })});
    console.log('claimed');
    setInterval(() => announcement, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  await soon('the claim', once(child.stdout, 'data'));
  assert.equal(Announcement.claim(file), undefined);
  child.kill('SIGKILL');
  await soon('the end', once(child, 'exit'));
  claimed(t, file);
  assert.deepEqual([existsSync(file), existsSync(socketFolder)], [false, false]);
});

test('whoever comes while a platform starts finds it once it answers', async (t) => {
  const file = temporaryFile(t);
  const first = claimed(t, file);
  const found = claimOrFind(file);
  const path = onWindows ? `\\\\.\\pipe\\announcement-${process.pid}` : join(dirname(file), 'socket');
  const server = createServer();
  server.listen(path);
  await once(server, 'listening');
  t.after(() => server.close());
  first.write({ ...content, path });
  assert.deepEqual(await soon('the platform', found), { ...content, path });
});

test('whoever comes while a platform ends takes the right', async (t) => {
  const file = temporaryFile(t);
  const first = claimed(t, file);
  const found = claimOrFind(file);
  first.release();
  const next = await soon('the right', found);
  assert.ok(next instanceof Announcement);
  next.release();
});

test('remains that name something else cost nothing but the file', (t) => {
  const file = temporaryFile(t);
  mkdirSync(dirname(file));
  const other = join(dirname(file), 'precious');
  writeFileSync(other, 'kept');
  for (const text of [JSON.stringify({ path: other }), '{"path":7}', 'null', '{', '']) {
    writeFileSync(file, text);
    removeRemains(file);
    assert.deepEqual([existsSync(file), readFileSync(other, 'utf8')], [false, 'kept'], text);
  }
});

test('a folder that cannot be made is refused', (t) => {
  const file = temporaryFile(t);
  writeFileSync(dirname(file), 'a file');
  assert.throws(() => Announcement.claim(file), { name: 'Refusal', message: /cannot say in .* how it is reached/ });
});
