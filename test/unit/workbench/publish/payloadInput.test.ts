import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { filePayload, payloadToType, typedPayload } from '../../../../src/workbench/publish/payloadInput.ts';

describe('a payload that is typed', () => {
  const read = [
    ['bin', 'hex:0102ff', { payload: 'AQL/', encoding: 'base64' }],
    ['bin', 'hex: 01 02\tFF\n', { payload: 'AQL/', encoding: 'base64' }],
    ['bin', 'hex:', { payload: '', encoding: 'base64' }],
    ['bin', 'base64:AQL/', { payload: 'AQL/', encoding: 'base64' }],
    ['bin', 'base64: AQ==', { payload: 'AQ==', encoding: 'base64' }],
    ['bin', 'plain text', { payload: 'plain text' }],
    // Only the format bin stands for bytes: elsewhere the text is what is meant.
    ['json', 'hex:0102', { payload: 'hex:0102' }],
    ['text', 'base64:AQL/', { payload: 'base64:AQL/' }],
    ['bin', 'HEX:01', { payload: 'HEX:01' }],
  ] as const;
  for (const [format, typed, expected] of read) {
    it(`${JSON.stringify(typed)} as ${format}`, () => assert.deepEqual(typedPayload(format, typed), expected));
  }

  const refused = [
    ['hex:012', /two hexadecimal digits/],
    ['hex:0x01', /"x" is no hexadecimal digit/],
    ['hex:01\u{1f600}', /"\u{1f600}" is no hexadecimal digit/u],
    ['base64:AQ', /with its padding/],
    ['base64:A-_=', /with its padding/],
    ['base64:====', /with its padding/],
  ] as const;
  for (const [typed, reason] of refused) {
    it(`is refused as ${JSON.stringify(typed)}`, () => {
      const refusal = typedPayload('bin', typed);
      assert.match(typeof refusal === 'string' ? refusal : 'read', reason);
    });
  }

  it('is the same bytes when it is shown and typed again', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const given = { payload: Buffer.from(bytes).toString('base64'), encoding: 'base64' } as const;
        assert.deepEqual(typedPayload('bin', payloadToType(given)), given);
      }),
    );
  });
});

describe('the payload of a file', () => {
  const files = [
    ['text', Buffer.from('{"a": "ä"}'), { payload: '{"a": "ä"}' }],
    ['nothing', Buffer.from(''), { payload: '' }],
    ['a byte order mark, which stays', Buffer.from([0xef, 0xbb, 0xbf, 0x31]), { payload: '\ufeff1' }],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0x00]), { payload: '/wA=', encoding: 'base64' }],
    ['half a surrogate', Buffer.from([0xed, 0xa0, 0x80]), { payload: '7aCA', encoding: 'base64' }],
  ] as const;
  for (const [what, bytes, expected] of files) it(`is ${what}`, () => assert.deepEqual(filePayload(bytes), expected));

  it('never loses a byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const { payload, encoding } = filePayload(bytes);
        assert.deepEqual(Buffer.from(payload, encoding ?? 'utf8'), Buffer.from(bytes));
      }),
    );
  });
});
