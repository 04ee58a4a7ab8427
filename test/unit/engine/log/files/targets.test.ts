import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { ExportRun } from '../../../../../src/engine/log/files/exportRun.ts';
import { Targets } from '../../../../../src/engine/log/files/targets.ts';
import { until } from '../../../../support/until.ts';
import { logged } from '../../../../support/engine/messages.ts';
import { FilesBench } from './filesBench.ts';

const isWindows = process.platform === 'win32';
const csv = { log: 'live', form: 'csv', filter: '' } as const;

test('one file has one writer, by whichever name', { skip: isWindows }, async (context) => {
  const bench = new FilesBench(
    context,
    Array.from({ length: 20_000 }, () => logged()),
  );
  mkdirSync(bench.path('folder'));
  symlinkSync(bench.path('folder'), bench.path('link'));
  const names = ['folder/x.csv', 'link/x.csv'] as const;
  const both = names.map((name) => bench.files.export(name, { ...csv, file: bench.path(name) }));
  const states = await Promise.all(both);
  assert.deepEqual(states.map(({ phase }) => phase).toSorted(), ['done', 'failed']);
  const { why } = states.find(({ phase }) => phase === 'failed') ?? assert.fail();
  assert.match(why ?? '', /x\.csv is being written already\. Choose another file, or wait until/);
  assert.equal((await bench.files.export('three', { ...csv, file: bench.path('link/x.csv') })).phase, 'done');
});

test('what is recorded into is not exported into, until the recording has ended', async (context) => {
  const bench = new FilesBench(context, [logged()]);
  const file = bench.path('x.wiotp.jsonl');
  await bench.files.startRecording({ file, filter: '' });
  assert.match((await bench.files.export('one', { ...csv, file })).why ?? '', /is being written already/);
  await bench.files.stopRecording();
  assert.equal((await bench.files.export('two', { ...csv, file })).phase, 'done');
});

test('the database of a log is not overwritten, nor what belongs to it', async (context) => {
  const bench = new FilesBench(context, [logged()]);
  const database = new DatabaseSync(bench.path('traffic.db'));
  context.after(() => database.close());
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE one (a)');
  for (const name of ['traffic.db', 'traffic.db-wal', 'traffic.db-shm']) {
    const before = readFileSync(bench.path(name));
    assert.match((await bench.files.export('one', { ...csv, file: bench.path(name) })).why ?? '', /is a part of a database/);
    await assert.rejects(bench.files.startRecording({ file: bench.path(name), filter: '' }), /is a part of a database/);
    assert.deepEqual(readFileSync(bench.path(name)), before);
  }
});

test('nobody waits for the other end of a pipe', { skip: isWindows }, async (context) => {
  const bench = new FilesBench(context, [logged()]);
  execFileSync('mkfifo', [bench.path('pipe')]);
  assert.match((await bench.files.export('one', { ...csv, file: bench.path('pipe') })).why ?? '', /is a pipe/);
  await assert.rejects(bench.files.startRecording({ file: bench.path('pipe'), filter: '' }), /is a pipe/);
});

test('a folder that goes while it is exported into is a failure that says so', async (context) => {
  const bench = new FilesBench(context, [logged()]);
  mkdirSync(bench.path('folder'));
  const passes = (): boolean => {
    rmSync(bench.path('folder'), { recursive: true });
    return true;
  };
  const spec = { ...csv, file: bench.path('folder/x.csv') };
  const parts = { reader: bench.logs.get(), passes, targets: new Targets(), tell: () => undefined };
  const { phase, why } = await new ExportRun(spec, parts).run();
  assert.equal(phase, 'failed');
  assert.match(why ?? '', /folder\/x\.csv was not possible: it, or its folder, is not there \(ENOENT\)/);
});

for (const [what, change] of [
  ['deleted', (file: string) => rmSync(file)],
  [
    'replaced',
    (file: string) => {
      writeFileSync(`${file}.new`, 'theirs');
      renameSync(`${file}.new`, file);
    },
  ],
] as const) {
  test(`a recording whose file is ${what} ends and says so`, { skip: isWindows }, async (context) => {
    const bench = new FilesBench(context);
    const file = bench.path('x.wiotp.jsonl');
    await bench.files.startRecording({ file, filter: '' });
    bench.add(logged());
    await until('the first step', () => (bench.files.recording?.written === 1 ? true : undefined));
    change(file);
    bench.add(logged());
    await until('its end', () => bench.files.recording?.failed);
    const { written, failed } = (await bench.files.stopRecording()) ?? assert.fail();
    assert.equal(written, 1);
    assert.match(failed ?? '', /was deleted or replaced while it was written/);
  });
}

test('a recording goes on at the end of a file that somebody else made shorter', async (context) => {
  const bench = new FilesBench(context);
  const file = bench.path('x.wiotp.jsonl');
  await bench.files.startRecording({ file, filter: '' });
  bench.add(logged());
  await until('the first step', () => (bench.files.recording?.written === 1 ? true : undefined));
  writeFileSync(file, '{}\n');
  bench.add(logged({ topic: 'iot-2/evt/after/fmt/json' }));
  await bench.files.stopRecording();
  assert.match(readFileSync(file, 'utf8'), /^\{\}\n\{"at":.*"iot-2\/evt\/after\/fmt\/json".*\}\n$/);
});

test('a recording that is stopped before its file is there lets go of the file', async (context) => {
  const bench = new FilesBench(context);
  const file = bench.path('x.wiotp.jsonl');
  const starting = bench.files.startRecording({ file, filter: '' });
  await bench.files.stopRecording();
  await starting;
  bench.add(logged());
  assert.equal((await bench.files.export('one', { ...csv, file })).phase, 'done');
});

test('what is recorded can be opened at any time', async (context) => {
  const bench = new FilesBench(context);
  const file = bench.path('x.wiotp.jsonl');
  await bench.files.startRecording({ file, filter: '' });
  for (let written = 1; written <= 3; written++) {
    bench.add(logged());
    await until('the step', () => (bench.files.recording?.written === written ? true : undefined));
    const { log, rows, notice } = await bench.files.open(file);
    assert.deepEqual([rows, notice], [written, undefined]);
    await bench.files.close(log);
  }
});
