import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { plainJson } from '../../../src/lint/plainJson.ts';

describe('plainJson', () => {
  const table = [
    ['{"a": 1}', '{"a": 1}'],
    ['{"a": 1, }', '{"a": 1  }'],
    ['[1,/* a */]', '[1        ]'],
    ['[1 // a\r\n,2]', '[1     \r\n,2]'],
    ['["// a", "/* b */", "\\"//"]', '["// a", "/* b */", "\\"//"]'],
    ['[1,,]', '[1,,]'],
    ['{,}', '{,}'],
    ['[1] /* a', '[1] /* a'],
    ['1 / 2', '1 / 2'],
    ['\uFEFF[]', ' []'],
    ['"no end', '"no end'],
  ] as const;
  for (const [text, plain] of table) it(`of ${JSON.stringify(text)}`, () => assert.equal(plainJson(text), plain));

  it('keeps the length of every text, and JSON as it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('/', '*', '"', '\\', ',', ']', '{', '\n', 'a') }),
        (text) => plainJson(text).length === text.length,
      ),
    );
    fc.assert(fc.property(fc.json(), (text) => plainJson(text) === text));
  });
});
