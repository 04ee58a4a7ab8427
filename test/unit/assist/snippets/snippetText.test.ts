import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { plainText } from '../../../../src/assist/snippets/plainText.ts';
import { jsonSnippet, stopAtReqId, stopAtValues, stopAtVariable } from '../../../../src/assist/snippets/snippetText.ts';

describe('jsonSnippet', () => {
  it('is the same JSON when nothing is typed over its placeholders', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(stopAtReqId, stopAtValues), (value, stopAt) => {
        const text = plainText(jsonSnippet({ reqId: 'a$}\\"', value }, stopAt));
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify({ reqId: 'a$}\\"', value })));
      }),
    );
  });

  it('numbers its placeholders from the first', () => {
    assert.equal(
      jsonSnippet({ a: 1, b: ['x', {}, ''] }, stopAtValues),
      '{\n\t"a": ${1:1},\n\t"b": [\n\t\t"${2:x}",\n\t\t{},\n\t\t"$3"\n\t]\n}',
    );
    assert.equal(jsonSnippet({ a: 1, reqId: 'r' }, stopAtReqId, { stop: 3, indent: '\t' }), '{\n\t\t"a": 1,\n\t\t"reqId": "${3:r}"\n\t}');
  });

  it('writes a variable of a transcript with its name as the placeholder', () => {
    const snippet = jsonSnippet({ reqId: 'r' }, stopAtVariable);
    assert.equal(snippet, '{\n\t"reqId": "\\${${1:request}\\}"\n}');
    assert.equal(plainText(snippet), '{\n\t"reqId": "${request}"\n}');
  });
});
