import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { getActiveResourcesInfo } from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';
import { threadReading } from '../../../../../src/engine/log/files/read/readerThread.ts';
import { logged } from '../../../../support/engine/messages.ts';
import { projectPath } from '../../../../support/projectPaths.ts';
import { until } from '../../../../support/until.ts';
import { FilesBench } from './filesBench.ts';

const read = threadReading(projectPath('src', 'engine', 'main.ts'));
const many = Array.from({ length: 3_000 }, (_, at) => logged({ time: 1_700_000_000_000 + at }));

/** Worker threads are the ports that their owner listens to. */
const threads = (): number => getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;

for (const [form, ending] of [
  ['ndjson', 'ndjson'],
  ['transcript', 'wiotp.jsonl'],
] as const) {
  test(`a file that is read in a thread is the log that was written, and the thread ends: ${form}`, async (context) => {
    const bench = new FilesBench(context, many, read);
    const file = bench.path(`x.${ending}`);
    await bench.files.export('one', { log: 'live', file, form, filter: '' });
    const { log, rows } = await bench.files.open(file);
    assert.equal(rows, many.length);
    assert.deepEqual(
      bench.stored(log).map(({ time, topic, payload }) => [time, topic, Buffer.from(payload).toString()]),
      bench.stored().map(({ time, topic, payload }) => [time, topic, Buffer.from(payload).toString()]),
    );
    await until('the end of the thread', () => (threads() === 0 ? true : undefined));
  });
}

test('what is wrong with a file is said as if it were read here', async (context) => {
  const bench = new FilesBench(context, [], read);
  writeFileSync(bench.path('x.ndjson'), 'hello');
  await assert.rejects(bench.files.open(bench.path('x.ndjson')), {
    name: 'Refusal',
    message: `Line 1 of ${bench.path('x.ndjson')} is not how traffic begins.`,
    advice: 'Open a file that was exported or recorded here, or a transcript.',
  });
  await assert.rejects(bench.files.open(bench.path('gone.ndjson')), /gone\.ndjson was not possible: it, or its folder, is not there/);
  await until('the end of the threads', () => (threads() === 0 ? true : undefined));
});

test('whoever needs no more of a file ends its thread', async (context) => {
  const bench = new FilesBench(context, many);
  const file = bench.path('x.ndjson');
  await bench.files.export('one', { log: 'live', file, form: 'ndjson', filter: '' });
  for await (const batch of read(file)) {
    assert.ok('rows' in batch && batch.rows.length < many.length);
    break;
  }
  await until('the end of the thread', () => (threads() === 0 ? true : undefined));
});

test('this thread goes on while another reads what takes long', async (context) => {
  const bench = new FilesBench(context, [], read);
  // Not large, but as JSON there is much in it.
  writeFileSync(bench.path('x.wiotp.json'), `{"steps":[${'{},'.repeat(600_000)}{}]}`);
  const seen = { turns: 0, isOver: false };
  const opening = bench.files.open(bench.path('x.wiotp.json')).finally(() => (seen.isOver = true));
  for (; !seen.isOver; seen.turns++) await setImmediate();
  assert.equal((await opening).rows, 0);
  assert.ok(seen.turns > 100);
});
