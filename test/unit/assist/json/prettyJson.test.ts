import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { prettyJson, type Line } from '../../../../src/assist/json/prettyJson.ts';

const textOf = (lines: readonly Line[]): string => lines.map((line) => line.map(({ text }) => text).join('')).join('\n');
const pretty = (json: string): string => textOf([...prettyJson(json)]);

test('any JSON value is laid out as JSON.stringify lays it out', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      assert.equal(pretty(JSON.stringify(value)), JSON.stringify(value, undefined, 2));
    }),
  );
});

test('what is laid out is the same value, whatever space was in it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('\t', '\n', '    '), (value, space) => {
      assert.deepEqual(JSON.parse(pretty(` ${JSON.stringify(value, undefined, space)}\r\n`)), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('names keep their order and number, and numbers and escapes their spelling', () => {
  assert.equal(
    pretty('{"b":1.0,"2":-0,"1":1e400,"b":12345678901234567890,"u":"\\u00e9\\/\\\\"}'),
    '{\n  "b": 1.0,\n  "2": -0,\n  "1": 1e400,\n  "b": 12345678901234567890,\n  "u": "\\u00e9\\/\\\\"\n}',
  );
});

test('empty objects and arrays stay on their line', () => {
  assert.equal(pretty('{"a":{ },"b":[\n]}'), '{\n  "a": {},\n  "b": []\n}');
  assert.equal(pretty('[]'), '[]');
});

test('every piece knows its part', () => {
  const parts = [...prettyJson('{"a":"{:,}","b":[-1,true,null]}')].flat();
  const of = (part: string): string[] => parts.filter((span) => span.part === part).map(({ text }) => text);
  assert.deepEqual(of('name'), ['"a"', '"b"']);
  assert.deepEqual(of('string'), ['"{:,}"']);
  assert.deepEqual(of('number'), ['-1']);
  assert.deepEqual(of('word'), ['true', 'null']);
});

test('a payload of nothing but brackets does not grow without measure', () => {
  const depth = 65_536;
  const json = '['.repeat(depth) + ']'.repeat(depth);
  assert.ok(pretty(json).length < 70 * 2 * depth);
});

test('of text that is nested ever deeper the first lines can be had alone', () => {
  const lines = prettyJson('['.repeat(1_000_000));
  const first = Array.from({ length: 3 }, (): Line => lines.next().value ?? []);
  assert.equal(textOf(first), '[\n  [\n    [');
});
