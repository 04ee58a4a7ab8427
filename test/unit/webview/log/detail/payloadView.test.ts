import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { payloadTabs, type PayloadTab } from '../../../../../src/webview/log/detail/payloadTabs.ts';
import { payloadText, payloadView } from '../../../../../src/webview/log/detail/payloadView.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const drawn = (payload: Uint8Array, tab: PayloadTab): string[] => {
  const { body } = payloadView(payload, tab);
  return body.type === 'lines' ? body.lines.map((line) => line.map(({ text }) => text).join('')) : [];
};
const notes = (payload: Uint8Array, tab: PayloadTab): string => payloadView(payload, tab).notes.join(' ');

test('JSON is laid out; copied it is JSON', () => {
  const view = payloadView(bytes('{"a":"\u202e"}'), 'json');
  assert.deepEqual(view.notes, []);
  assert.equal(view.copy(), '{\n  "a": "\u202e"\n}');
  assert.deepEqual(drawn(bytes('{"a":"\u202e"}'), 'json'), ['{', '  "a": "‹U+202E›"', '}']);
});

test('what is no JSON is shown as text and says why', () => {
  assert.match(notes(bytes('{"a":1,}'), 'json'), /^This is not JSON\. .*position 7/);
  assert.deepEqual(drawn(bytes('{"a":1,}'), 'json'), ['{"a":1,}']);
});

test('JSON must be UTF-8', () => {
  assert.match(notes(Uint8Array.of(0x22, 0xff, 0x22), 'json'), /not JSON.*UTF-8/);
});

test('a byte order mark is no JSON and does not hide', () => {
  assert.match(notes(bytes('\ufeff{}'), 'json'), /‹U\+FEFF›.*byte order mark/);
});

test('text keeps its lines and shows what is invisible', () => {
  assert.deepEqual(drawn(bytes('a\tb\r\nc\u0000'), 'text'), ['a‹TAB›b‹CR›', 'c‹NUL›']);
  assert.equal(payloadView(bytes('a\tb\r\nc\u0000'), 'text').copy(), 'a\tb\r\nc\u0000');
});

test('bytes that are no UTF-8 are replaced, not lost', () => {
  assert.equal(payloadText(Uint8Array.of(0x61, 0xff, 0x62)), 'a\ufffdb');
});

test('every payload can be shown in every view', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...payloadTabs), (payload, tab) => {
      assert.doesNotMatch(
        drawn(payload, tab)
          .join('')
          .replace(/[\u200c\u200d]/g, ''),
        /[\p{Cc}\p{Cf}]/u,
      );
    }),
  );
});

test('what cannot be seen of a text is said', () => {
  const rows = [
    [bytes('plain'), ''],
    [Uint8Array.of(0x61, 0xff), 'Some bytes are no UTF-8'],
    [bytes('\ufeffx'), 'byte order mark'],
    [bytes('a\0b'), 'NUL'],
  ] as const;
  for (const [payload, note] of rows)
    for (const tab of ['text', 'table', 'xml'] as const)
      assert.ok(note === '' ? notes(payload, 'text') === '' : notes(payload, tab).includes(note), `${tab}: ${notes(payload, tab)}`);
});

test('a payload far over what the platform takes is shown in part, and copied whole', () => {
  const text = `["${'x'.repeat(1_100_000)}"]`;
  for (const tab of ['text', 'hex', 'table', 'xml', 'json', 'tree'] as const) {
    const view = payloadView(bytes(text), tab);
    assert.match(view.notes[0] ?? '', /^Only the first 1,048,576 of 1,100,004 bytes/, tab);
    if (tab !== 'hex') assert.equal(view.copy(), text, tab);
    else assert.equal(view.copy().split('\n').length, Math.ceil(1_100_004 / 16));
  }
});

test('XML that is not whole says so', () => {
  assert.equal(notes(bytes('<a><b>1</b></a>'), 'xml'), '');
  assert.match(notes(bytes('<a><b>1</a>'), 'xml'), /not XML as it should be/);
});

test('a table of very many values is cut, and copied whole', () => {
  const csv = 'a,b\n'.repeat(6_000);
  const view = payloadView(bytes(csv), 'table');
  assert.match(view.notes[0] ?? '', /first 10,000 values/);
  assert.equal(view.copy(), csv);
});

const long: readonly (readonly [name: string, text: string, tab: PayloadTab, shown: RegExp])[] = [
  ['nothing but line breaks', '\n'.repeat(131_072), 'text', /^0 characters in 10,000 lines$/],
  ['line breaks that are no JSON', '\n'.repeat(131_072), 'json', /^0 characters in 10,000 lines$/],
  ['control characters', '\u0001'.repeat(131_072), 'text', /^26\d,\d{3} characters in 1 line$/],
  ['control characters that are no JSON', '\u0001'.repeat(131_072), 'tree', /^26\d,\d{3} characters in 1 line$/],
  ['nested arrays', '['.repeat(65_536) + ']'.repeat(65_536), 'json', /^26\d,\d{3} characters in 4,\d{3} lines$/],
  ['nested tags', '<a>'.repeat(43_690), 'xml', /^26\d,\d{3} characters in [34],\d{3} lines$/],
];
for (const [name, text, tab, shown] of long) {
  test(`${name} are drawn as far as that is cheap, which is said`, () => {
    const { notes, body } = payloadView(bytes(text), tab);
    const note = notes.find((one) => one.startsWith('Only the beginning is shown')) ?? '';
    assert.match(/^Only the beginning is shown, (.*); copying gives all\.$/.exec(note)?.[1] ?? note, shown);
    assert.ok(body.type === 'lines' && body.lines.length <= 10_000);
    assert.equal(
      payloadView(bytes(text), tab)
        .copy()
        .replaceAll(/\n *(?=[[\]])/g, ''),
      text,
    );
  });
}

test('the largest payload that the platform takes is shown whole as text and in Hex', () => {
  const payload = bytes('abcdefg\n'.repeat(8_192).padEnd(131_072, 'x'));
  for (const tab of ['text', 'hex'] as const) assert.deepEqual(payloadView(payload, tab).notes, [], tab);
});

test('a million keys are dumped only as far as they are shown', () => {
  const payload = bytes(`{${Array.from({ length: 1_000_000 }, (_, at) => `"k${at}":1`).join(',')}}`);
  const { body, notes } = payloadView(payload, 'hex');
  assert.ok(body.type === 'lines' && body.lines.length === 10_000);
  assert.match(notes.join(' '), /Only the first 160,000 bytes are shown; copying gives all\.$/);
});
