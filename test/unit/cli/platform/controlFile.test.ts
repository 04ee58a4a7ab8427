import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { livePlatform, writeControlFile } from '../../../../src/cli/platform/controlFile.ts';

const onWindows = process.platform === 'win32';

function place(t: TestContext): { folder: string; file: string; content: { path: string; key: string; pid: number; instanceId: string } } {
  const folder = mkdtempSync(join(tmpdir(), 'control-file-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = onWindows ? `\\\\.\\pipe\\control-file-${process.pid}` : join(folder, 'socket');
  return { folder, file: join(folder, 'control.json'), content: { path, key: 'key', pid: 4711, instanceId: 'instance' } };
}

test('the file is for this user only, and nothing else is left beside it', (t) => {
  const { folder, file, content } = place(t);
  writeFileSync(file, 'old', { mode: 0o644 });
  writeControlFile(file, content);
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), content);
  if (!onWindows) assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(folder), ['control.json']);
});

test('a file leads to a platform that is alive, and to no other', async (t) => {
  const { file, content } = place(t);
  assert.equal(await livePlatform(file), undefined);
  writeControlFile(file, content);
  assert.equal(await livePlatform(file), undefined);
  const server = createServer();
  server.listen(content.path);
  await once(server, 'listening');
  t.after(() => server.close());
  assert.deepEqual(await livePlatform(file), content);
  writeFileSync(file, '{"path":7}');
  assert.equal(await livePlatform(file), undefined);
});

test('a folder that does not exist is refused', (t) => {
  const { folder, content } = place(t);
  assert.throws(() => writeControlFile(join(folder, 'none', 'control.json'), content), { name: 'Refusal', message: /cannot be written/ });
});
