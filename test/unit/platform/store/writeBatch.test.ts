import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { WriteBatch } from '../../../../src/platform/store/writeBatch.ts';
import type { Refusal } from '../../../../src/wiotp/refusal.ts';

function open(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE line (text TEXT)');
  const insert = database.prepare('INSERT INTO line VALUES (?)');
  const batch = new WriteBatch(database);
  const failures: Refusal[] = [];
  batch.followFailures((why) => failures.push(why));
  const written = (): number => Number(database.prepare('SELECT count(*) AS n FROM line').get()?.['n']);
  /** From now on the database is full. */
  const fill = (): void => {
    const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
    database.exec(`PRAGMA max_page_count = ${pages}`);
  };
  const makeRoom = (): void => database.exec('PRAGMA max_page_count = 100000');
  return { database, insert, batch, failures, written, fill, makeRoom };
}

const large = 'x'.repeat(10_000);

test('what is relied on is written when somebody asks, the rest with it', (t) => {
  const { batch, insert, written } = open(t);
  batch.addLazily(insert, 'lazy');
  batch.commit();
  assert.equal(written(), 0);
  batch.add(insert, 'relied on');
  batch.commit();
  assert.equal(written(), 2);
});

test('it is written at the end of the turn also when nobody asks', async (t) => {
  const { batch, insert, written } = open(t);
  batch.add(insert, 'relied on');
  await setImmediate();
  assert.equal(written(), 1);
});

test('what may be lost is written after a second', (t) => {
  const { batch, insert, written } = open(t);
  batch.addLazily(insert, 'lazy');
  t.mock.timers.tick(999);
  assert.equal(written(), 0);
  t.mock.timers.tick(1);
  assert.equal(written(), 1);
});

test('a writer with much to write gets several turns, and all of it is written at the end', (t) => {
  const { batch, insert, written } = open(t);
  let left = 5;
  batch.join(() => {
    if (left > 0) batch.addLazily(insert, String(left--));
    return left > 0;
  });
  batch.wake();
  t.mock.timers.tick(1000);
  assert.equal(written(), 1);
  t.mock.timers.tick(50);
  assert.equal(written(), 2);
  batch.flush();
  assert.equal(written(), 5);
});

test('a database that is full is reported once, and nothing that waits to leave in that turn may leave', async (t) => {
  const { batch, insert, failures, written, fill, makeRoom } = open(t);
  fill();
  batch.add(insert, large);
  assert.throws(() => batch.commit(), { name: 'Refusal', code: 92, message: /cannot write its data: .*full/ });
  assert.throws(() => batch.commit(), { code: 92 }, 'another client’s packets of this turn');
  await setImmediate();
  batch.commit();
  assert.throws(() => batch.expectWritable(), { code: 92 });
  t.mock.timers.tick(3000);
  assert.deepEqual([failures.length, written()], [1, 0]);
  makeRoom();
  t.mock.timers.tick(1000);
  batch.expectWritable();
  assert.deepEqual([failures.length, written()], [1, 1], 'what could not be written is written later');
  fill();
  batch.add(insert, large);
  assert.throws(() => batch.commit(), { code: 92 });
  assert.equal(failures.length, 2, 'a second outage is reported again');
});

test('everything of a failed batch stays in order with what comes later', async (t) => {
  const { database, batch, insert, fill, makeRoom } = open(t);
  fill();
  batch.add(insert, `1${large}`);
  assert.throws(() => batch.commit());
  await setImmediate();
  batch.addLazily(insert, '2');
  makeRoom();
  batch.flush();
  const texts = database.prepare('SELECT text FROM line').all();
  assert.deepEqual(
    texts.map(({ text }) => String(text)[0]),
    ['1', '2'],
  );
});

test('what writers kept during an outage is written when it is over', (t) => {
  const { batch, insert, written, fill, makeRoom } = open(t);
  const kept = ['kept'];
  batch.join(() => {
    for (const text of kept.splice(0)) batch.addLazily(insert, text);
    return false;
  });
  fill();
  batch.add(insert, large);
  assert.throws(() => batch.commit());
  batch.wake();
  makeRoom();
  t.mock.timers.tick(1000);
  assert.equal(written(), 1);
  t.mock.timers.tick(50);
  assert.equal(written(), 2);
});

test('prompt writers are asked when somebody relies on something, not during an outage, and at once when it is over', async (t) => {
  const { batch, insert, written, fill, makeRoom } = open(t);
  const kept = ['first'];
  batch.joinPromptly(() => {
    for (const text of kept.splice(0)) batch.addLazily(insert, text);
  });
  batch.commit();
  assert.equal(written(), 0);
  batch.rely();
  batch.commit();
  assert.equal(written(), 1);
  fill();
  batch.add(insert, large);
  assert.throws(() => batch.commit(), { code: 92 });
  kept.push('second');
  batch.rely();
  await setImmediate();
  t.mock.timers.tick(1000);
  assert.deepEqual([written(), kept], [1, ['second']]);
  makeRoom();
  t.mock.timers.tick(1000);
  assert.equal(written(), 3);
});
