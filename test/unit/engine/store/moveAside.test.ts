import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { moveAside } from '../../../../src/engine/store/moveAside.ts';
import { FailingDisk } from '../../../support/engine/failingDisk.ts';
import { tempFolder } from '../../../support/tempFolder.ts';

const suffixes = ['', '-shm', '-wal'];

for (const there of [[''], ['', '-wal'], suffixes]) {
  test(`a database is renamed with what belongs to it: ${there.length} files`, (context) => {
    const folder = tempFolder(context);
    const file = join(folder, 'traffic.db');
    for (const suffix of there) writeFileSync(file + suffix, suffix);
    const aside = basename(moveAside(file));
    assert.match(aside, /^traffic\.unreadable-.+\.db$/);
    assert.deepEqual(
      readdirSync(folder).toSorted(),
      there.map((suffix) => aside + suffix),
    );
  });
}

for (const refused of suffixes) {
  test(`when traffic.db${refused} cannot be renamed, all keep their names`, (context) => {
    const folder = tempFolder(context);
    const file = join(folder, 'traffic.db');
    for (const suffix of suffixes) writeFileSync(file + suffix, suffix);
    new FailingDisk(context).refuse('renameSync', new RegExp(String.raw`traffic\.db${refused}$`));
    assert.throws(() => moveAside(file), /EPERM/);
    assert.deepEqual(
      readdirSync(folder).toSorted(),
      suffixes.map((suffix) => `traffic.db${suffix}`),
    );
  });
}

test('a file that is not there cannot be renamed', (context) => {
  assert.throws(() => moveAside(join(tempFolder(context), 'traffic.db')), { code: 'ENOENT' });
});
