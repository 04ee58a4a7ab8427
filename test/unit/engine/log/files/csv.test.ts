import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { logged } from '../../../../support/engine/messages.ts';
import { FilesBench } from './filesBench.ts';
import { anyLogged } from './hostile.ts';

/** RFC 4180, by the letter: quoted and plain cells, lines that end with CR LF. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length;) {
    const [all = '', quoted, plain = ''] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))/.exec(text.slice(at)) ?? assert.fail();
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at += all.length;
    if (text[at] === ',') at++;
    else if (text.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else assert.fail(`neither a comma nor the end of a line at ${at}`);
  }
  return rows;
}

test('any row is one record with all columns, and no cell is a formula', async (context) => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyLogged, { minLength: 1, maxLength: 5 }), async (messages) => {
      const bench = new FilesBench(context, messages);
      await bench.files.export('one', { log: 'live', file: bench.path('x.csv'), form: 'csv', filter: '' });
      const [head = [], ...rows] = parseCsv(readFileSync(bench.path('x.csv'), 'utf8'));
      assert.equal(rows.length, messages.length);
      for (const [index, row] of rows.entries()) {
        assert.equal(row.length, head.length);
        const cell = (name: string): string => row[head.indexOf(name)] ?? assert.fail(name);
        const message = messages[index] ?? assert.fail();
        assert.equal(unguarded(cell('topic')), message.topic);
        const payload = cell('base64') === '' ? Buffer.from(unguarded(cell('payload'))) : Buffer.from(cell('base64'), 'base64');
        assert.deepEqual(payload, Buffer.from(message.payload));
        for (const name of ['client', 'topic', 'reqId', 'says', 'payload']) assert.doesNotMatch(cell(name), /^[=+\-@\t\r\n]/);
      }
    }),
    { numRuns: 40 },
  );
});

/** A text without the apostrophe that stands before a formula. */
function unguarded(cell: string): string {
  return /^'[=+\-@\t\r\n＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}

test('numbers are numbers, times are ISO 8601, and what has no text is in base64', async (context) => {
  const bench = new FilesBench(context, [logged({ payload: Uint8Array.of(0xff), rc: -5, reqId: '-5', time: 1_700_000_000_000.25 })]);
  await bench.files.export('one', { log: 'live', file: bench.path('x.csv'), form: 'csv', filter: '' });
  assert.equal(
    readFileSync(bench.path('x.csv'), 'utf8').split('\r\n')[1],
    '1,2023-11-14T22:13:20.00025Z,d:abc123:sensor:one,session,up,device.event,iot-2/evt/status/fmt/json,0,false,false,\'-5,-5,"failure, unknown code",,,,0,,1,,/w==',
  );
});
