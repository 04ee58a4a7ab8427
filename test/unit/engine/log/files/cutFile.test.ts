import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { logged } from '../../../../support/engine/messages.ts';
import { FilesBench } from './filesBench.ts';

const messages = ['{"t":1}', 'grüße', '😀', '\u0000"\\', ''].map((text) => logged({ payload: Buffer.from(text) }));

for (const [form, ending] of [
  ['ndjson', 'ndjson'],
  ['transcript', 'wiotp.jsonl'],
] as const) {
  test(`a file that ends anywhere gives all its whole lines and says where it ends: ${form}`, async (context) => {
    const bench = new FilesBench(context, messages);
    await bench.files.export('one', { log: 'live', file: bench.path(`x.${ending}`), form, filter: '' });
    const whole = readFileSync(bench.path(`x.${ending}`));
    const header = whole.indexOf(0x0a);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: header, max: whole.length }), async (length) => {
        const bytes = whole.subarray(0, length);
        writeFileSync(bench.path(`cut.${ending}`), bytes);
        const { log, rows, notice } = await bench.files.open(bench.path(`cut.${ending}`));
        await bench.files.close(log);
        // A line that wants nothing but its line break is whole.
        const isWhole = length === whole.length || length === header || whole[length] === 0x0a || whole[length - 1] === 0x0a;
        const ends = bytes.toString('latin1').split('\n').length - 1;
        assert.equal(rows, ends - 1 + (whole[length] === 0x0a && length > header ? 1 : 0) + (length === header ? 1 : 0));
        const line = ends + 1;
        assert.equal(notice, isWhole ? undefined : `The file ends in the middle of line ${line}, which is left out.`);
      }),
    );
  });
}
