import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { lintMessage } from '../../../../src/lint/lintMessage.ts';
import { duplicates } from '../../../../src/lint/rules/duplicate.ts';
import { kindNamed } from '../../../../src/wiotp/catalog.ts';

/** A text, and the offsets of the members that are lost. */
const cases: readonly (readonly [json: string, lost: readonly number[]])[] = [
  ['{"a":1,"b":2}', []],
  ['{"a":1,"a":2}', [1]],
  ['{"a":1,"a":2,"a":3}', [1, 7]],
  ['{"a":1,"\\u0061" : 2}', [1]],
  ['{"a":{"a":[{"a":1},{"a":2}]}}', []],
  ['{"a":"a","b":["a","a"]}', []],
  ['{"a":[{"b":1,"b":2}],"a":0}', [7, 1]],
  ['{"__proto__":1,"__proto__":2}', [1]],
  ['{"\\"":":","":1,"\\"":1,"":2}', [1, 10]],
  ['"a"', []],
];

describe('json/duplicate', () => {
  for (const [json, lost] of cases) {
    it(`finds ${lost.length} in ${json}`, () => {
      assert.deepEqual(
        duplicates(json).map(({ range }) => range.start),
        lost,
      );
    });
  }

  it('finds nothing in what came from a value, and every member that was put in twice', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const text = JSON.stringify(value);
        assert.deepEqual(duplicates(text), []);
        const members = text.slice(1, -1);
        const twice = members === '' ? text : `{${members},${members}}`;
        assert.equal(duplicates(twice).length, Object.keys(value).length);
      }),
    );
  });

  it('is told of files, in the order of the text, and not of what crossed the wire', () => {
    const message = { text: '{"reqId":"a","reqId":7}', kind: kindNamed('dm.unmanage') };
    const rulesOf = (inFile: boolean) => lintMessage({ ...message, inFile }).map(({ rule, severity }) => `${severity} ${rule}`);
    assert.deepEqual(rulesOf(true), ['warning json/duplicate', 'error schema/type']);
    assert.deepEqual(rulesOf(false), ['error schema/type']);
  });

  it('ends soon where nesting is deep', () => {
    const deep = '{"a":'.repeat(20_000);
    assert.equal(duplicates(`${deep}1${',"a":2}'.repeat(20_000)}`).length, 20_000);
  });
});
