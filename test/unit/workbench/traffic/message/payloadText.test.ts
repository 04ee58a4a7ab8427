import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparedText } from '../../../../../src/workbench/traffic/message/comparedText.ts';
import { isEditorText, utf8Text } from '../../../../../src/workbench/traffic/message/payloadText.ts';

const editorTexts: readonly (readonly [text: string, is: boolean])[] = [
  ['', true],
  ['a\nb', true],
  ['a\r\nb\r\n', true],
  ['a\r\nb\n', false],
  ['a\rb', false],
  ['a\r\r\nb', false],
  ['a\0b', false],
  ['\ufeffa\u2028b', true],
];
for (const [text, is] of editorTexts)
  test(`an editor ${is ? 'keeps' : 'does not keep'} ${JSON.stringify(text)}`, () => assert.equal(isEditorText(text), is));

test('a byte order mark stays, and broken UTF-8 is no text', () => {
  assert.equal(utf8Text(Buffer.from('\ufeffa')), '\ufeffa');
  assert.equal(utf8Text(Uint8Array.of(0xc3)), undefined);
});

test('payloads are compared as JSON that was laid out, as text, or as bytes', () => {
  assert.equal(comparedText(Buffer.from('{"a":1.0}')), '{\n  "a": 1.0\n}');
  assert.equal(comparedText(Buffer.from('{"a":')), '{"a":');
  assert.match(comparedText(Uint8Array.of(0xff)), /^000000 {2}ff/);
});

test('a payload of nothing but brackets is laid out without growing beyond use', () => {
  assert.ok(comparedText(Buffer.from('['.repeat(65_536) + ']'.repeat(65_536))).length < 10_000_000);
});
