import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { openStore } from '../../../../src/engine/store/openStore.ts';
import type { LogExtent } from '../../../../src/rpc/log/traffic.ts';
import { tempFolder } from '../../../support/tempFolder.ts';
import type { Deletion } from './deleteForever.ts';

interface Moment {
  /** How often the program has told where its log ends. */
  readonly tellings: number;
  /** So much later: in the middle of what it does then. */
  readonly ms?: number;
}

/** Runs a program on a log, kills it at a moment, and gives the end that it has told last. */
async function killAt(context: TestContext, { tellings, ms = 0 }: Moment, program: string, args: readonly string[]): Promise<number> {
  const child = fork(new URL(program, import.meta.url), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  context.after(() => child.kill('SIGKILL'));
  let told = 0;
  let heard = 0;
  child.on('message', (end: number) => {
    told = end;
    if (++heard !== tellings) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    child.kill('SIGKILL');
  });
  await once(child, 'exit');
  return told;
}

/** Reads all of the log in a folder, whose messages have their own numbers in their payloads. */
function assertWhole(folder: string): LogExtent {
  const { store, state } = openStore(folder);
  assert.deepEqual(state, { file: join(folder, 'traffic.db') });
  const { extent } = store;
  let next = extent.first;
  for (let from = extent.first; from < extent.end; from += 1_000) {
    for (const { seq, payload, size } of store.stored(from, Math.min(from + 1_000, extent.end))) {
      assert.equal(seq, next++);
      assert.equal(payload.byteLength, size);
      assert.equal((JSON.parse(Buffer.from(payload).toString()) as { seq: number }).seq, seq);
    }
  }
  assert.equal(next, extent.end);
  store.flush();
  store.abandon();
  const db = new DatabaseSync(join(folder, 'traffic.db'));
  assert.deepEqual({ ...db.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
  db.close();
  return extent;
}

test('a process that is killed while it writes and prunes loses nothing that was written, and leaves a whole file', async (context) => {
  const folder = tempFolder(context);
  // Killed at different moments: after so many flushes.
  for (const flushes of [1, 7, 30, 41, 52]) {
    const told = await killAt(context, { tellings: flushes }, './appendForever.ts', [folder]);
    const { first, end } = assertWhole(folder);
    assert.ok(first === 1 || end - first >= 1_000, `begins at ${first} of ${end}`);
    assert.ok(end >= told, `${told} were written, ${end} are there`);
  }
});

const deletions: readonly (readonly [deletion: Deletion, what: string])[] = [
  ['prune', 'prunes'],
  ['clear', 'clears its log'],
  ['delete', 'clears a log by deleting its file'],
];

for (const [deletion, what] of deletions) {
  test(`a process that is killed while it ${what} leaves a whole file, and no number twice`, async (context) => {
    const folder = tempFolder(context);
    for (const ms of [0, 1, 2, 4, 8, 12, 16]) {
      const told = await killAt(context, { tellings: 1, ms }, './deleteForever.ts', [folder, deletion]);
      const { first, end } = assertWhole(folder);
      // A file that is gone begins anew; one that is there goes on.
      if (deletion === 'delete' && end < told) assert.deepEqual({ first, end }, { first: 1, end: 1 });
      else assert.ok(end >= told, `${told} were written, ${end} are there`);
    }
  });
}
