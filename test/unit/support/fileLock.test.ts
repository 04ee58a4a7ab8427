import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { withFileLock } from '../../support/fileLock.ts';

describe('a file lock', () => {
  let folder = '';
  let file = '';

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lock-'));
    file = path.join(folder, 'lock');
  });
  after(() => rm(folder, { recursive: true }));

  it('lets one in at a time', async () => {
    let inside = 0;
    const visit = () =>
      withFileLock(file, async () => {
        assert.equal(++inside, 1);
        await new Promise(setImmediate);
        inside -= 1;
      });
    await Promise.all([visit(), visit(), visit()]);
  });

  it('is given back when the work fails', async () => {
    await assert.rejects(
      withFileLock(file, () => Promise.reject(new Error('no'))),
      /no/,
    );
    await assert.rejects(access(file));
  });

  it('is taken over from a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['--eval', '']);
    await writeFile(file, String(pid));
    assert.equal(await withFileLock(file, () => Promise.resolve('in')), 'in');
  });
});
