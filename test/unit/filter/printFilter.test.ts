import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Filter } from '../../../src/filter/filter.ts';
import { parseFilter } from '../../../src/filter/parseFilter.ts';
import { printFilter } from '../../../src/filter/printFilter.ts';
import { arbitraryFilter } from './arbitraryFilter.ts';

const printed: readonly (readonly [written: string, usual: string])[] = [
  ['', ''],
  ['  temp  ', 'temp'],
  ['a AND b', 'a b'],
  ['a | b', 'a or b'],
  ['a OR b c', 'a or b c'],
  ['(a or b) c', '(a or b) c'],
  ['((a))', 'a'],
  ['!a', '-a'],
  ['not a', '-a'],
  ['not (a b)', '-(a b)'],
  ['--a', '--a'],
  ['KIND:dm.*', 'kind:dm.*'],
  ['reqid:x', 'reqId:x'],
  ['client:"a b",c', 'client:"a b",c'],
  ['client:"c"', 'client:c'],
  ['"a"', 'a'],
  ['"or"', '"or"'],
  ['"-a"', '"-a"'],
  ['"kind:dm"', '"kind:dm"'],
  ['"a\\"b"', 'a"b'],
  ['"a \\"b\\""', '"a \\"b\\""'],
  ['"a \\\\ b"', '"a \\\\ b"'],
  ['C\\d', 'C\\d'],
  ['-', '"-"'],
  ['10:30', '10:30'],
  ['a && b || c', 'a b or c'],
  ['"&&" "||"', '"&&" "||"'],
  ['"rc>=400" "temp=4"', '"rc>=400" temp=4'],
  ['"\'a"', '"\'a"'],
  ['{"d":{"t":1}}', '{"d":{"t":1}}'],
];

describe('the usual form of a filter', () => {
  for (const [written, usual] of printed) it(`of ${written} is ${usual}`, () => assert.equal(printFilter(parsed(written)), usual));

  it('means the same filter', () => {
    fc.assert(
      fc.property(arbitraryFilter, (filter) => assert.deepEqual(parsed(printFilter(filter)), filter)),
      { numRuns: 500 },
    );
  });

  it('is its own usual form, whatever was written', () => {
    const unit = fc.constantFrom('a', 'or', ' ', '(', ')', '"', '-', 'kind:', 'dm', ',', 'rc:', '>', '4', '|', '\\', 'not ');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 20 }), (written) => {
        const result = parseFilter(written);
        if ('fault' in result) return;
        const usual = printFilter(result.filter);
        assert.deepEqual(parsed(usual), result.filter);
        assert.equal(printFilter(parsed(usual)), usual);
      }),
      { numRuns: 2_000 },
    );
  });
});

function parsed(text: string): Filter {
  const result = parseFilter(text);
  assert.ok('filter' in result, JSON.stringify(result));
  return result.filter;
}
