import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SoughtText } from '../../../src/filter/soughtText.ts';
import { glob, globOrPart } from '../../../src/filter/glob.ts';

const found: readonly (readonly [sought: string, text: string, isFound: boolean])[] = [
  ['Temp', 'the TEMPERATURE', true],
  ['ü', 'Ü', true],
  ['k', '\u212a', false],
  ['s', 'ſ', false],
  ['i', 'İ', false],
  ['.*+?^${}()|[]\\/', 'a .*+?^${}()|[]\\/ b', true],
  ['a.c', 'abc', false],
  ['<b>', '<B>', true],
  ['\n', 'a\nb', true],
  ['\ufeff', '\ufeffa', true],
  ['__proto__', '{"__proto__":1}', true],
];

describe('a text', () => {
  for (const [sought, text, isFound] of found) {
    it(`${JSON.stringify(sought)} is ${isFound ? '' : 'not '}in ${JSON.stringify(text)}`, () => {
      assert.equal(new SoughtText(sought).isIn(text), isFound);
      assert.equal(new SoughtText(sought).isInBytes(Buffer.from(text)), isFound);
    });
  }

  it('of ASCII is found in bytes that are no UTF-8', () => {
    assert.ok(new SoughtText('ab').isInBytes(Uint8Array.of(0xff, 0x41, 0x42, 0xc3)));
    assert.ok(new SoughtText('\ufffd').isInBytes(Uint8Array.of(0xc3)));
  });
});

describe('a pattern', () => {
  const patterns: readonly (readonly [pattern: string, text: string, isWhole: boolean, isPart: boolean])[] = [
    ['abc', 'ABC', true, true],
    ['b', 'abc', false, true],
    ['*b*', 'abc', true, true],
    ['a*c', 'abc', true, true],
    ['a*bc*c', 'abc', false, false],
    ['a*a', 'a', false, false],
    ['*', '', true, true],
    ['**', 'x', true, true],
    ['a.c', 'abc', false, false],
  ];
  for (const [pattern, text, isWhole, isPart] of patterns) {
    it(`${pattern} ${isWhole ? 'fits' : 'does not fit'} ${text}`, () => {
      assert.equal(glob(pattern)(text), isWhole);
      assert.equal(globOrPart(pattern)(text), isPart);
    });
  }

  it('with many wildcards ends on a long text', () => assert.equal(glob(`${'a*'.repeat(2_000)}b`)('a'.repeat(65_535)), false));
});
