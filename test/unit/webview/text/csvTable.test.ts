import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { csvTable } from '../../../../src/webview/text/csvTable.ts';

const tables: readonly (readonly [csv: string, rows: readonly (readonly string[])[]])[] = [
  [
    'a,b\r\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['a;b,c;d', [['a', 'b,c', 'd']]],
  ['a\tb', [['a', 'b']]],
  ['"a,b","c ""d""","line\nbreak"', [['a,b', 'c "d"', 'line\nbreak']]],
  ['a,', [['a', '']]],
  ['a,,b', [['a', '', 'b']]],
  ['a\n\nb', [['a'], [''], ['b']]],
  ['"open,1', [['"open,1']]],
  ['"a"b,c', [['"a"b', 'c']]],
  ['"', [['"']]],
  ['ragged\n1,2,3', [['ragged'], ['1', '2', '3']]],
  ['', []],
];
for (const [csv, rows] of tables) test(`${JSON.stringify(csv)} is a table`, () => assert.deepEqual(csvTable(csv, 1_000).rows, rows));

test('values that were written by the rules are read again', () => {
  const cell = fc.string({ minLength: 1 });
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 });
  fc.assert(
    fc.property(rows, (written) => {
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const csv = ['"a","b"', ...written.map((row) => row.map(quoted).join(','))].join('\r\n');
      assert.deepEqual(csvTable(csv, 10_000).rows.slice(1), written);
    }),
  );
});

test('no more values are read than were asked for', () => {
  const table = csvTable('1,2\n3,4\n5,6', 3);
  assert.deepEqual([table.rows.flat().length, table.isCut], [3, true]);
});
