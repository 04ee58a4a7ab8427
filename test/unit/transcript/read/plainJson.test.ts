import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { decodeBase64 } from '../../../../src/transcript/read/base64.ts';
import { elementsOf, membersOf } from '../../../../src/transcript/read/members.ts';
import { plainJson } from '../../../../src/transcript/read/plainJson.ts';

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

describe('the places of members and elements', () => {
  it('hold what JSON.parse finds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(3), (value, indent) => {
        const json = JSON.stringify(value, undefined, indent);
        const parsed = JSON.parse(json) as Record<string, unknown>;
        const read = [...membersOf(json, 0)].map(([name, { value: place }]): [string, unknown] => [
          name,
          JSON.parse(json.slice(place.start, place.end)),
        ]);
        assert.deepEqual(new Map(read), new Map(Object.entries(parsed)));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.nat(3), (value, indent) => {
        const json = JSON.stringify(value, undefined, indent);
        const read = elementsOf(json, 0).map(({ start, end }): unknown => JSON.parse(json.slice(start, end)));
        assert.deepEqual(read, JSON.parse(json));
      }),
    );
  });
});

describe('decodeBase64', () => {
  it('gives the bytes back', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => assert.deepEqual(decodeBase64(Buffer.from(bytes).toString('base64')), bytes)));
  });

  for (const text of ['A', 'AA', 'AA=', 'A===', '====', 'AA=A', 'A A=', 'AA-_']) {
    it(`refuses ${text}`, () => assert.equal(decodeBase64(text), undefined));
  }
});
