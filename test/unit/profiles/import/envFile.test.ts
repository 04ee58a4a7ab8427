import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { parseEnvFile, readEnvFile } from '../../../../src/profiles/import/parseEnvFile.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';

describe('a .env file', () => {
  const cases: readonly (readonly [text: string, variables: Readonly<Record<string, string>>])[] = [
    ['', {}],
    ['A=1\nB = two words \r\nexport C=3', { A: '1', B: 'two words', C: '3' }],
    ['\uFEFF# comment\n\n  # another\nA=1 # why', { A: '1' }],
    ['A=a#b', { A: 'a#b' }],
    ['A=\nB=#', { A: '', B: '' }],
    ["A='$x \\n # no'", { A: '$x \\n # no' }],
    ['A="one\\ntwo \\"quoted\\" \\\\" # why', { A: 'one\ntwo "quoted" \\' }],
    ['A="one\ntwo"\nB=3', { A: 'one\ntwo', B: '3' }],
    ['A=1\nA=2', { A: '2' }],
    ['A=b=c', { A: 'b=c' }],
    ['__proto__=x\nA=1', JSON.parse('{"__proto__":"x","A":"1"}')],
  ];
  for (const [text, variables] of cases) it(JSON.stringify(text), () => assert.deepEqual(parseEnvFile(text), variables));

  const wrong: readonly (readonly [text: string, message: RegExp])[] = [
    ['A=1\n\nsecret-s3cr3t', /^Line 3 is neither/],
    ['A=1\nB="s3cr3t\n\n', /^Line 2 begins with a quote/],
    ['=s3cr3t', /^Line 1/],
    ['x'.repeat(1024 * 1024 + 1), /more than 1048576/],
  ];
  for (const [text, message] of wrong) {
    it(`not ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.throws(
        () => parseEnvFile(text),
        (error) => isRefusal(error) && message.test(error.message) && !JSON.stringify(error).includes('s3cr3t'),
      );
    });
  }

  it('gives back what is quoted', () => {
    const quoted = (value: string): string => `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
    fc.assert(
      fc.property(
        fc.string().filter((value) => !value.includes('\r')),
        (value) => assert.equal(parseEnvFile(`A=${quoted(value)}`)['A'], value),
      ),
    );
  });
});

describe('the lines of a .env file', () => {
  it('are counted through comments, line ends of every kind and values of several lines; the last of a name counts', () => {
    const { variables, lines } = readEnvFile('# first\r\nA=1\rB="two\nthree\n"\n\nexport C=4\nA=\'x\ny\'\nD=5');
    assert.deepEqual(variables, { A: 'x\ny', B: 'two\nthree\n', C: '4', D: '5' });
    assert.deepEqual(
      [...lines],
      [
        ['A', 8],
        ['B', 3],
        ['C', 7],
        ['D', 10],
      ],
    );
  });
});
