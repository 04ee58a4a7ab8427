import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { openStore } from '../../../../src/engine/store/openStore.ts';
import { tempFolder } from '../../../support/tempFolder.ts';

test('a process that is killed while it writes and prunes loses nothing that was written, and leaves a whole file', async (context) => {
  const folder = tempFolder(context);
  let told = 0;
  // Killed at different moments: after so many flushes.
  for (const flushes of [1, 7, 30, 41, 52]) {
    const child = fork(new URL('./appendForever.ts', import.meta.url), [folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    context.after(() => child.kill('SIGKILL'));
    let heard = 0;
    child.on('message', (end: number) => {
      told = end;
      if (++heard === flushes) child.kill('SIGKILL');
    });
    await once(child, 'exit');

    const { store, lock, state } = openStore(folder);
    assert.deepEqual(state, { file: join(folder, 'traffic.db') });
    const { first, end } = store.extent;
    assert.ok(first === 1 || end - first >= 1_000, `begins at ${first} of ${end}`);
    let next = first;
    assert.ok(end >= told, `${told} were written, ${end} are there`);
    for (let from = first; from < end; from += 1_000) {
      for (const { seq, payload } of store.rows(from, from + 1_000)) {
        assert.equal(seq, next++);
        assert.equal(Buffer.from(payload).toString(), JSON.stringify({ seq }));
      }
    }
    assert.equal(next, end);
    store.close();
    lock?.release();
    const db = new DatabaseSync(join(folder, 'traffic.db'));
    assert.deepEqual({ ...db.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
    db.close();
  }
});
