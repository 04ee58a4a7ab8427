import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { parseFilter } from '../../../src/filter/parseFilter.ts';

/** What is wrong is what `^` marks below. */
const faults: readonly (readonly [written: string, marks: string, message: RegExp])[] = [
  ['foo:1', '^^^', /^There is no field "foo"\. Fields are kind, client, .* To look for a text with a colon, put it in quotes\.$/],
  ['a clinet:b', '  ^^^^^^', /Did you mean "client"\?/],
  ['d:abc123', '^', /There is no field "d"/],
  ['a::b', '^', /There is no field "a"/],
  ['e:abc123:t:one', '^', /There is no field "e"/],
  ['constructor:1', '^^^^^^^^^^^', /There is no field "constructor"/],
  ['kind:dm.rebot', '     ^^^^^^^^', /^No kind is called "dm\.rebot"\. Did you mean "dm\.reboot"\?$/],
  ['kind:dm.zzz*', '     ^^^^^^^', /Use a kind such as dm\.manage/],
  ['kind:event,"x y"', '           ^^^^^', /No kind is called "x y"/],
  ['dir:sideways', '    ^^^^^^^^', /^"sideways" is no value of dir\. Use one of in, out, up, down\.$/],
  ['dir:dwon', '    ^^^^', /Did you mean "down"\?/],
  ['at:home', '   ^^^^', /Use one of platform, session, own/],
  ['rc:abc', '   ^^^', /^"abc" is no value of rc\. Use a number, a comparison or a range, such as 404, >=400 or 200\.\.299\.$/],
  ['rc:>', '   ^', /is no value of rc/],
  ['rc:..', '   ^^', /is no value of rc/],
  ['rc:1e3', '   ^^^', /is no value of rc/],
  ['rc:>=>4', '   ^^^^', /is no value of rc/],
  ['rc:>4..5', '   ^^^^^', /is no value of rc/],
  ['size:>1x', '     ^^^', /is no value of size/],
  ['size:-1', '     ^^', /is no value of size/],
  ['latency:fast', '        ^^^^', /is no value of latency/],
  ['time:25:00', '     ^^^^^', /is no value of time/],
  ['time:10', '     ^^', /is no value of time/],
  ['time:2026-13-01', '     ^^^^^^^^^^', /is no value of time/],
  ['time:10:30Z', '     ^^^^^^', /is no value of time/],
  ['qos:3', '    ^', /is no value of qos/],
  ['problem:bad', '        ^^^', /Use one of error, warning, hint, any, none/],
  ['is:open', '   ^^^^', /Use one of waiting, unanswered, answered, retained, dup, marker/],
  ['note:lost', '     ^^^^', /is no value of note/],
  [
    'a rc>=400',
    '  ^^^^^^^',
    /^Behind the name of a field stands a colon\. Write rc:>=400, or put it in quotes to look for it as a text\.$/,
  ],
  ['kind=dm.manage', '^^^^^^^^^^^^^^', /Write kind:dm\.manage,/],
  ['RC!=200', '^^^^^^^', /Write -rc:200,/],
  ['size<', '^^^^^', /Write size:<,/],
  ["a 'b c'", '  ^^', /^Words are held together by " only\./],
  ["client:'b c'", '       ^^', /Words are held together by " only/],
  ['a && && b', '     ^^', /A term is missing before "&&"/],
  ['a || ', '  ^^', /A term is missing behind "\|\|"/],
  ['client:', '^^^^^^^', /^A value of client is missing, as in client:t-100\.$/],
  ['client:a,', '^^^^^^^^^', /A value of client is missing/],
  ['client:"" a', '       ^^', /A value of client is missing/],
  ['""', '^^', /nothing to look for between these quotes/],
  ['a "b c', '  ^^^^', /These quotes are never closed/],
  ['client:"b c', '       ^^^^', /These quotes are never closed/],
  ['"a\\"', '^^^^', /These quotes are never closed/],
  ['"temp"21', '      ^', /^Behind the closing quotes a space is missing\. Inside quotes, " is written \\"\.$/],
  ['client:"a"b', '          ^', /a space is missing/],
  ['(a', '^', /^This parenthesis is never closed\. Add "\)"/],
  ['a (b (c)', '  ^', /never closed/],
  ['a)', ' ^', /^This parenthesis closes nothing/],
  [')', '^', /closes nothing/],
  ['()', '^^', /nothing between these parentheses/],
  ['a or', '  ^^', /^A term is missing behind "or"\. To look for it as a text, put it in quotes\.$/],
  ['or a', '^^', /A term is missing before "or"/],
  ['a or or b', '     ^^', /A term is missing before "or"/],
  ['| a', '^', /A term is missing before "\|"/],
  ['a and', '  ^^^', /A term is missing behind "and"/],
  ['and', '^^^', /A term is missing before "and"/],
  ['not', '^^^', /A term is missing behind "not"/],
  ['(a or)', '   ^^', /A term is missing behind "or"/],
  ['(not)', ' ^^^', /A term is missing behind "not"/],
];

describe('a filter that cannot be understood', () => {
  for (const [written, marks, message] of faults) {
    it(`says what is wrong with ${written}`, () => {
      const result = parseFilter(written);
      assert.ok('fault' in result);
      assert.match(result.fault.message, message);
      assert.deepEqual([result.fault.start, result.fault.end], [marks.indexOf('^'), marks.length]);
    });
  }
});

describe('the parser', () => {
  it('never throws, and marks a place in the text', () => {
    const unit = fc.oneof(
      fc.constantFrom('(', ')', '"', '-', 'rc:', 'kind:', ',', ' or ', '\\', ' '),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (written) => {
        const result = parseFilter(written);
        if ('fault' in result)
          assert.ok(0 <= result.fault.start && result.fault.start < result.fault.end && result.fault.end <= written.length);
      }),
      { numRuns: 3_000 },
    );
  });

  const hostile: readonly (readonly [what: string, written: string, message: RegExp])[] = [
    ['100 KB of words', 'word '.repeat(20_000), /at most 10000 characters; this one has 100000/],
    ['10,000 parentheses', '('.repeat(10_000), /nested more than 50 deep/],
    ['10,000 signs of negation', `${'-'.repeat(9_999)}a`, /nested more than 50 deep/],
    ['5,000 times not', `${'not '.repeat(2_000)}a`, /nested more than 50 deep/],
    ['many words', 'a '.repeat(101), /at most 100 values and texts/],
    ['many values', `rc:${Array.from({ length: 101 }, (_, at) => at).join()}`, /at most 100 values and texts/],
    ['10,000 quotes', '"'.repeat(9_999), /a space is missing|nothing to look for/],
    ['a quote and 9,000 backslashes', `"${'\\'.repeat(9_001)}`, /never closed/],
    ['a name of 9,000 letters', `${'x'.repeat(9_000)}:1`, /There is no field "x{119}…"/],
    ['control characters in a name of a kind', 'kind:a\u0007\u202eb', /No kind is called "a\ufffd?\u25a1*/],
  ];
  for (const [what, written, message] of hostile) {
    it(`refuses ${what}`, () => {
      const result = parseFilter(written);
      assert.ok('fault' in result);
      assert.match(result.fault.message, message);
    });
  }

  it('takes 100 words and 50 parentheses', () => {
    assert.ok('filter' in parseFilter('a '.repeat(100)));
    assert.ok('filter' in parseFilter(`${'('.repeat(50)}a${')'.repeat(50)}`));
  });
});
