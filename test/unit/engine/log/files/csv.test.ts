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
        assert.equal(cell('topic'), guarded(pictured(message.topic)));
        const payload = Buffer.from(message.payload);
        if (cell('base64') === '') assert.equal(cell('payload'), guarded(payload.toString()));
        else assert.deepEqual(Buffer.from(cell('base64'), 'base64'), payload);
        for (const name of ['client', 'topic', 'reqId', 'says', 'payload']) assert.doesNotMatch(cell(name), isFormula);
        // oxlint-disable-next-line no-control-regex -- they are what must not be there
        assert.doesNotMatch(row.join(''), /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
      }
    }),
    { numRuns: 40 },
  );
});

/** What a program that does not show or trim some characters may take for a formula. */
const isFormula = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}\u2400-\u2421]*[=+\-@＝＋－＠])/u;

/** A text with the apostrophe that stands before a formula. */
function guarded(text: string): string {
  return isFormula.test(text) ? `'${text}` : text;
}

/** A text with pictures in the place of control characters. */
function pictured(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\r\n\u0080-\u009f]/gu, picture);
}

function picture(control: string): string {
  return control === '\u007f' ? '\u2421' : String.fromCodePoint(0x2400 + (control.codePointAt(0) ?? 0));
}

test('bytes whose base64 would be a formula are none', async (context) => {
  const bench = new FilesBench(context, [logged({ payload: Buffer.from('+/==', 'base64') })]);
  await bench.files.export('one', { log: 'live', file: bench.path('x.csv'), form: 'csv', filter: '' });
  assert.match(readFileSync(bench.path('x.csv'), 'utf8'), /,'\+w==\r\n$/);
});

for (const text of [
  '=1+1',
  '+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '\u0000=1',
  '\ufeff=1',
  '\u200b=1',
  '\u202e=1',
  '＝1',
  '\u00a0-1',
]) {
  test(`no column makes a formula of ${JSON.stringify(text)}`, async (context) => {
    const bench = new FilesBench(context, [
      logged({ clientId: text, topic: text, reqId: text, payload: Buffer.from(text) }),
      logged({ clientId: '', topic: '', marker: text }),
      logged({ topic: '', event: { kind: 'connection.refused', code: 5, reason: text, advice: text } }),
      logged({ note: { what: 'dropped', reason: text } }),
    ]);
    await bench.files.export('one', { log: 'live', file: bench.path('x.csv'), form: 'csv', filter: '' });
    const cells = parseCsv(readFileSync(bench.path('x.csv'), 'utf8')).flat();
    assert.ok(cells.filter((cell) => cell.startsWith("'")).length >= 6);
    for (const cell of cells) assert.doesNotMatch(cell, isFormula);
  });
}

test('numbers are numbers, times are ISO 8601, and what has no text is in base64', async (context) => {
  const bench = new FilesBench(context, [logged({ payload: Uint8Array.of(0xff), rc: -5, reqId: '-5', time: 1_700_000_000_000.25 })]);
  await bench.files.export('one', { log: 'live', file: bench.path('x.csv'), form: 'csv', filter: '' });
  assert.equal(
    readFileSync(bench.path('x.csv'), 'utf8').split('\r\n')[1],
    '1,2023-11-14T22:13:20.00025Z,d:abc123:sensor:one,session,up,device.event,iot-2/evt/status/fmt/json,0,false,false,\'-5,-5,"failure, unknown code",,,,0,,1,,/w==',
  );
});
