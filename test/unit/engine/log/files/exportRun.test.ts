import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { projectPath } from '../../../../support/projectPaths.ts';
import { until } from '../../../../support/until.ts';
import { logged } from '../../../../support/engine/messages.ts';
import { FilesBench } from './filesBench.ts';

const many = (count: number) => Array.from({ length: count }, (_, at) => logged({ time: 1_700_000_000_000 + at }));

test('only what passes the filter is written, and only of the rows that were asked for', async (context) => {
  const bench = new FilesBench(context, [
    logged({ topic: 'iot-2/evt/a/fmt/json' }),
    logged({ topic: 'iot-2/evt/b/fmt/json' }),
    logged({ topic: 'iot-2/evt/a/fmt/json' }),
  ]);
  const file = bench.path('some.csv');
  const spec = { log: 'live', file, form: 'csv', filter: 'topic:*/a/*' } as const;
  assert.deepEqual(await bench.files.export('one', spec), { phase: 'done', written: 2, examined: 3, total: 3 });
  assert.deepEqual(await bench.files.export('one', { ...spec, rows: { first: 2, end: 99 } }), {
    phase: 'done',
    written: 1,
    examined: 2,
    total: 2,
  });
});

test('a filter that cannot be understood is refused before anything is written', async (context) => {
  const bench = new FilesBench(context, many(1));
  const spec = { log: 'live', file: bench.path('x.csv'), form: 'csv', filter: 'rc:>=abc' } as const;
  await assert.rejects(bench.files.export('one', spec), { name: 'Refusal' });
  assert.deepEqual(readdirSync(bench.folder), []);
});

test('rows that come while it runs are not part of it', async (context) => {
  const bench = new FilesBench(context, many(3));
  const running = bench.files.export('one', { log: 'live', file: bench.path('x.csv'), form: 'csv', filter: '' });
  bench.add(...many(2));
  assert.equal((await running).written, 3);
});

test('progress is told, and a stopped export leaves what was there', async (context) => {
  const bench = new FilesBench(context, many(5_000));
  const file = bench.path('x.wiotp-traffic.ndjson');
  writeFileSync(file, 'before');
  const running = bench.files.export('one', { log: 'live', file, form: 'ndjson', filter: '' });
  bench.files.stopExport('another');
  bench.files.stopExport('one');
  const state = await running;
  assert.equal(state.phase, 'stopped');
  assert.deepEqual([readFileSync(file, 'utf8'), readdirSync(bench.folder)], ['before', ['x.wiotp-traffic.ndjson']]);
  assert.equal((await bench.files.export('two', { log: 'live', file, form: 'ndjson', filter: '' })).phase, 'done');
  assert.deepEqual(bench.exported[0]?.state, { phase: 'running', written: 0, examined: 1, total: 5_000 });
  assert.equal(readFileSync(file, 'utf8').trimEnd().split('\n').length, 5_001);
});

test('the end of everything ends exports first, which leave nothing behind', async (context) => {
  const bench = new FilesBench(context, many(50_000));
  const running = bench.files.export('one', { log: 'live', file: bench.path('x.csv'), form: 'csv', filter: '' });
  await until('its temporary file', () => (readdirSync(bench.folder).length > 0 ? true : undefined));
  await bench.files.dispose();
  assert.deepEqual(readdirSync(bench.folder), []);
  assert.equal((await running).phase, 'stopped');
});

test('an export whose log is closed fails, and says so', async (context) => {
  const bench = new FilesBench(context, many(50_000));
  const live = { log: 'live', form: 'ndjson', filter: '' } as const;
  await bench.files.export('one', { ...live, file: bench.path('x.ndjson') });
  const { log } = await bench.files.open(bench.path('x.ndjson'));
  const running = bench.files.export('two', { ...live, log, file: bench.path('y.ndjson') });
  const other = bench.files.export('three', { ...live, file: bench.path('z.ndjson') });
  await until('its temporary file', () => readdirSync(bench.folder).find((name) => name.startsWith('.y.ndjson')));
  await bench.files.close(log);
  const { phase, why } = await running;
  assert.equal(phase, 'failed');
  assert.equal(why, 'The log was closed while it was exported. Open its file again, and leave it open until the export is done.');
  assert.equal((await other).phase, 'done');
  assert.deepEqual(readdirSync(bench.folder).toSorted(), ['x.ndjson', 'z.ndjson']);
});

test('a file behind a link is replaced, and the link stays', async (context) => {
  const bench = new FilesBench(context, many(1));
  writeFileSync(bench.path('real.csv'), 'before');
  symlinkSync(bench.path('real.csv'), bench.path('link.csv'));
  await bench.files.export('one', { log: 'live', file: bench.path('link.csv'), form: 'csv', filter: '' });
  assert.ok(lstatSync(bench.path('link.csv')).isSymbolicLink());
  assert.match(readFileSync(bench.path('real.csv'), 'utf8'), /^seq,/);
});

test('a file that cannot be written is a failure that says why, and nothing is left behind', async (context) => {
  const bench = new FilesBench(context, many(1));
  mkdirSync(bench.path('folder.csv'));
  const spec = { log: 'live', form: 'csv', filter: '' } as const;
  const nowhere = await bench.files.export('one', { ...spec, file: bench.path('gone/x.csv') });
  assert.equal(nowhere.phase, 'failed');
  assert.match(nowhere.why ?? '', /gone\/x\.csv was not possible: it, or its folder, is not there \(ENOENT\)\. Choose another file\./);
  const folder = await bench.files.export('one', { ...spec, file: bench.path('folder.csv') });
  assert.match(folder.why ?? '', /folder\.csv was not possible: /);
  assert.deepEqual(readdirSync(bench.folder), ['folder.csv']);
});

test('a disk that is full in the middle leaves the file as it was', { skip: process.platform === 'win32' }, (context) => {
  const bench = new FilesBench(context);
  writeFileSync(bench.path('x.csv'), 'before');
  const script = projectPath('test', 'unit', 'engine', 'log', 'files', 'exportMuch.ts');
  // The shell counts in blocks of 512 or 1,024 bytes; either is far less than what is written.
  const said = execFileSync('sh', ['-c', 'ulimit -f 64 && exec "$0" "$@"', process.execPath, script, bench.path('x.csv')], {
    encoding: 'utf8',
  });
  assert.match(said, /was not possible: it would become larger than files may be there \(EFBIG\)/);
  assert.deepEqual([readFileSync(bench.path('x.csv'), 'utf8'), readdirSync(bench.folder)], ['before', ['x.csv']]);
});

test('a transcript has one client; what it has no words for is left out and counted', async (context) => {
  const [one, two] = ['d:abc123:sensor:one', 'g:abc123:gate:two'];
  const bench = new FilesBench(context, [
    logged({ clientId: 'a:abc123:app' }),
    logged({ clientId: one }),
    logged({ clientId: two, topic: 'iot-2/type/t/id/d/evt/e/fmt/json' }),
    logged({ clientId: one, topic: 'iotdm-1/response', direction: 'up' }),
    logged({ clientId: '', topic: '', marker: 'the end' }),
  ]);
  const file = bench.path('x.wiotp.jsonl');
  const spec = { log: 'live', file, form: 'transcript', filter: '' } as const;
  const lines = () =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  assert.deepEqual(await bench.files.export('one', spec), { phase: 'done', written: 1, leftOut: 4, examined: 5, total: 5 });
  assert.deepEqual(lines()[0].device, { typeId: 'sensor', deviceId: 'one', classId: 'Device' });
  assert.equal((await bench.files.export('one', { ...spec, client: two })).written, 1);
  assert.deepEqual(lines()[0].device, { typeId: 'gate', deviceId: 'two', classId: 'Gateway' });
  assert.equal(lines()[1].topic, 'iot-2/type/t/id/d/evt/e/fmt/json');
});
