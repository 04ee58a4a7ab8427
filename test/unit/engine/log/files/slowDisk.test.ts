import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { ExportRun } from '../../../../../src/engine/log/files/exportRun.ts';
import { Targets } from '../../../../../src/engine/log/files/targets.ts';
import type { LogReader } from '../../../../../src/engine/log/reading/logReader.ts';
import type { ExportForm } from '../../../../../src/rpc/log/logFiles.ts';
import { logged } from '../../../../support/engine/messages.ts';
import { tempFolder } from '../../../../support/tempFolder.ts';
import { until } from '../../../../support/until.ts';
import { FilesBench } from './filesBench.ts';

/** What files hold back before they write, with the row that goes over it. */
const mostWaiting = 256 * 1024 + 20_000;

/** What a chunk of the store holds at most, and its rows. */
const mostRead = 256 * 1024;
const mostRows = 1_000;

const rows = 5_000;

/** A disk that writes nothing until it is told to, and how much it was given. */
async function stoppedDisk(context: TestContext): Promise<{ readonly given: number[]; go: () => void }> {
  const handle = await open(`${tempFolder(context)}/any`, 'w');
  const prototype = Object.getPrototypeOf(handle) as typeof handle;
  await handle.close();
  const given: number[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const write = Reflect.get(prototype, 'appendFile') as (this: typeof handle, text: string) => Promise<void>;
  context.mock.method(prototype, 'appendFile', async function append(this: typeof handle, text: string) {
    given.push(text.length);
    await promise;
    return write.call(this, text);
  });
  return { given, go: resolve };
}

/** A reader that counts what is read through it. */
function counting(reader: LogReader): { readonly reader: LogReader; readonly reads: { readonly rows: number; readonly bytes: number }[] } {
  const reads: { rows: number; bytes: number }[] = [];
  const stored: LogReader['stored'] = (from, end) => {
    const found = reader.stored(from, end);
    reads.push({ rows: found.length, bytes: found.reduce((sum, { payload }) => sum + payload.byteLength, 0) });
    return found;
  };
  const counted = new Proxy(reader, {
    get: (target, name: keyof LogReader) => {
      if (name === 'stored') return stored;
      const value = target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { reader: counted, reads };
}

for (const form of ['ndjson', 'csv', 'transcript'] as const satisfies readonly ExportForm[]) {
  test(`a disk that does not keep up stops the reading, and little waits for it: ${form}`, async (context) => {
    const payload = Buffer.alloc(5_000, 'x');
    const bench = new FilesBench(
      context,
      Array.from({ length: rows }, () => logged({ payload })),
    );
    const disk = await stoppedDisk(context);
    const { reader, reads } = counting(bench.logs.get());
    const spec = { log: 'live', file: bench.path('x'), form, filter: '' } as const;
    const run = new ExportRun(spec, { reader, passes: () => true, targets: new Targets(), tell: () => undefined });
    const ended = run.run();
    await until('the first write', () => (disk.given.length > 0 ? true : undefined));
    const before = reads.length;
    for (let turn = 0; turn < 100; turn++) await setImmediate();
    assert.deepEqual([disk.given.length, reads.length], [1, before]);
    disk.go();
    const { phase, written } = await ended;
    assert.deepEqual([phase, written], ['done', rows]);
    assert.ok(Math.max(...disk.given) <= mostWaiting);
    assert.ok(reads.every(({ rows: read, bytes }) => read <= mostRows && bytes <= mostRead));
    assert.equal(
      reads.reduce((sum, read) => sum + read.rows, 0),
      rows,
    );
  });
}

test('messages that are large are read one at a time', async (context) => {
  const size = 2 * 1024 * 1024;
  const bench = new FilesBench(
    context,
    Array.from({ length: 20 }, () => logged({ payload: Buffer.alloc(size) })),
  );
  const { reader, reads } = counting(bench.logs.get());
  const spec = { log: 'live', file: bench.path('x'), form: 'ndjson', filter: '' } as const;
  await new ExportRun(spec, { reader, passes: () => true, targets: new Targets(), tell: () => undefined }).run();
  assert.deepEqual(
    reads.map(({ bytes }) => bytes),
    reads.map(() => size),
  );
});
