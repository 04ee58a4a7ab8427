import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { openStore, type OpenedStore } from '../../../../src/engine/store/openStore.ts';
import { damagePages } from '../../../support/engine/damagedFile.ts';
import { bytesOf, logged } from '../../../support/engine/messages.ts';
import { tempFolder } from '../../../support/tempFolder.ts';

function opened(context: TestContext, folder: string | undefined): OpenedStore {
  const store = openStore(folder);
  context.after(() => close(store));
  return store;
}

const closed = new WeakSet<OpenedStore>();

function close(opened: OpenedStore): void {
  if (closed.has(opened)) return;
  closed.add(opened);
  opened.store.flush();
  opened.store.abandon();
}

test('without a folder the log is in memory and there is nothing to say', (context) => {
  const { store, state } = opened(context, undefined);
  store.append(logged());
  assert.equal(store.rows(1, 2).length, 1);
  assert.deepEqual(state, {});
});

test('a folder is made if need be, and the log is there again the next time', (context) => {
  const folder = join(tempFolder(context), 'a', 'b');
  const first = opened(context, folder);
  assert.deepEqual(first.state, { file: join(folder, 'traffic.db') });
  first.store.append(logged());
  close(first);
  const second = opened(context, folder);
  assert.deepEqual(second.state, { file: join(folder, 'traffic.db') });
  assert.deepEqual(second.store.extent, { first: 1, end: 2 });
});

test('each engine has a file of its own, and takes the first that is free', (context) => {
  const folder = tempFolder(context);
  const names = [1, 2, 3].map(() => opened(context, folder));
  assert.deepEqual(
    names.map(({ state }) => state.file),
    ['traffic.db', 'traffic-2.db', 'traffic-3.db'].map((name) => join(folder, name)),
  );
  const [, second] = names;
  if (second !== undefined) close(second);
  assert.equal(opened(context, folder).state.file, join(folder, 'traffic-2.db'));
});

test('files beside the log let nobody in and keep nobody out', (context) => {
  const folder = tempFolder(context);
  const first = opened(context, folder);
  for (const name of readdirSync(folder)) if (!name.endsWith('.db')) rmSync(join(folder, name));
  assert.equal(opened(context, folder).state.file, join(folder, 'traffic-2.db'));
  writeFileSync(join(folder, 'traffic.lock'), 'garbage '.repeat(500));
  close(first);
  assert.deepEqual(opened(context, folder).state, { file: join(folder, 'traffic.db') });
});

test('an engine that is killed gives its log free', async (context) => {
  const folder = tempFolder(context);
  const child = fork(new URL('./appendForever.ts', import.meta.url), [folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  context.after(() => child.kill('SIGKILL'));
  await once(child, 'message');
  const meanwhile = opened(context, folder);
  assert.equal(meanwhile.state.file, join(folder, 'traffic-2.db'));
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(opened(context, folder).state.file, join(folder, 'traffic.db'));
});

/** Ways in which a folder cannot hold a log; root may write anywhere, so permissions are no way. */
const unusable: readonly (readonly [what: string, spoil: (folder: string) => string])[] = [
  [
    'its path is a file',
    (folder) => {
      writeFileSync(join(folder, 'file'), '');
      return join(folder, 'file');
    },
  ],
  [
    'the database’s path is a folder',
    (folder) => {
      mkdirSync(join(folder, 'traffic.db'));
      return folder;
    },
  ],
];

for (const [what, spoil] of unusable) {
  test(`a folder that cannot be used gives a log in memory that says why: ${what}`, (context) => {
    const folder = spoil(tempFolder(context));
    const { store, state } = opened(context, folder);
    assert.equal(state.file, undefined);
    assert.match(state.notice ?? '', /^The log is kept in memory only .* cannot be used \(.+\)\.$/);
    assert.ok(state.notice?.includes(folder));
    store.append(logged());
    assert.equal(store.rows(1, 2).length, 1);
  });
}

const foreign: readonly (readonly [what: string, make: (file: string) => void])[] = [
  ['is no database', (file) => writeFileSync(file, 'not a database '.repeat(500))],
  ['is a log of another version', (file) => execute(file, 'CREATE TABLE message (x); PRAGMA user_version = 99')],
  ['is somebody else’s database', (file) => execute(file, 'CREATE TABLE accounts (x)')],
];

for (const [what, make] of foreign) {
  test(`a file that ${what} is put aside, never deleted, and a new log begins`, (context) => {
    const folder = tempFolder(context);
    const file = join(folder, 'traffic.db');
    make(file);
    const before = readFileSync(file);
    const { store, state } = opened(context, folder);
    assert.equal(state.file, file);
    const aside = readdirSync(folder).find((name) => /^traffic\.unreadable-.+\.db$/.test(name));
    assert.ok(aside !== undefined && state.notice?.includes(aside), state.notice);
    assert.deepEqual(readFileSync(join(folder, aside)), before);
    store.append(logged());
    assert.equal(store.rows(1, 2).length, 1);
  });
}

test('a file that is damaged in the middle is put aside when that shows at once', (context) => {
  const folder = tempFolder(context);
  const first = opened(context, folder);
  for (let at = 0; at < 500; at++) first.store.append(logged());
  close(first);
  const file = join(folder, 'traffic.db');
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xff, 100, bytes.byteLength));
  const { state, store } = opened(context, folder);
  assert.match(state.notice ?? '', /was no log that could be read/);
  assert.deepEqual(store.extent, { first: 1, end: 1 });
});

test('a file that nobody closed is looked through, and put aside where only one page is damaged', (context) => {
  const folder = tempFolder(context);
  const first = opened(context, folder);
  for (let at = 0; at < 500; at++) first.store.append(logged({ payload: bytesOf(`${at === 100 ? 'here' : ''} `.repeat(1_000)) }));
  close(first);
  const second = opened(context, folder);
  second.store.append(logged());
  second.store.flush();
  // What an engine leaves that is killed now.
  const left = tempFolder(context);
  for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(left, name));
  const file = join(left, 'traffic.db');
  assert.equal(damagePages(file, 'here here', 1), 1);
  const { state, store } = opened(context, left);
  assert.match(state.notice ?? '', /^traffic\.db was no log that could be read \(it is damaged: .* It is now called traffic\.unreadable-/);
  assert.equal(state.file, file);
  assert.deepEqual(store.extent, { first: 1, end: 1 });
});

function execute(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
}
