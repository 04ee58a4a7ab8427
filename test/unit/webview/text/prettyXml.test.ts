import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { prettyXml } from '../../../../src/webview/text/prettyXml.ts';

const laidOut = (xml: string): readonly string[] => prettyXml(xml).lines.map((line) => line.map(({ text }) => text).join(''));

const layouts: readonly (readonly [xml: string, lines: readonly string[]])[] = [
  ['<a><b>1</b><c/></a>', ['<a>', '  <b>1</b>', '  <c/>', '</a>']],
  ['<?xml version="1.0"?><!-- <x> --><a></a>', ['<?xml version="1.0"?>', '<!-- <x> -->', '<a></a>']],
  ["<a t=\">'\" u='/>'>x</a>", ["<a t=\">'\" u='/>'>x</a>"]],
  ['<a><![CDATA[<b>]]></a>', ['<a>', '  <![CDATA[<b>]]>', '</a>']],
  ['<a>one<b/>two</a>', ['<a>', '  one', '  <b/>', '  two', '</a>']],
  ['  <a>\n  <b> 1 </b>\n</a>\n', ['<a>', '  <b>1</b>', '</a>']],
  ['words', ['words']],
];
for (const [xml, lines] of layouts) {
  test(`${JSON.stringify(xml)} is laid out`, () => assert.deepEqual(laidOut(xml), lines));
}

for (const xml of ['<a>', '</a>', '<a></b>', '<a><b></a></b>', '<a', '<!-- x', '<a "'])
  test(`${xml} is not whole`, () => assert.equal(prettyXml(xml).isWhole, false));

for (const xml of ['<a/>', '<a><b>1</b></a>', '<?x?><a></a>', ''])
  test(`${xml} is whole`, () => assert.equal(prettyXml(xml).isWhole, true));

test('nothing but white space is lost, whatever it is', () => {
  const piece = fc.constantFrom('<', '>', '/', 'a', ' ', '"', "'", '<!--', '-->', '<![CDATA[', ']]>', '?', '\n', '=');
  const bare = (text: string): string => text.replaceAll(/\s/g, '');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const xml = pieces.join('');
      assert.equal(bare(laidOut(xml).join('')), bare(xml));
    }),
  );
});

test('a payload of nothing but tags stays small', () => {
  const size = laidOut('<a>'.repeat(40_000)).reduce((sum, line) => sum + line.length, 0);
  assert.ok(size < 40_000 * 70, String(size));
});
