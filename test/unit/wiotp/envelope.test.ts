import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { parseObject, readEnvelope } from '../../../src/wiotp/envelope.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('readEnvelope', () => {
  const cases: readonly (readonly [string, object])[] = [
    ['{"rc":200,"reqId":"r","message":"m"}', { rc: 200, reqId: 'r', message: 'm' }],
    ['{"rc":"202","reqId":"r"}', { rc: 202, reqId: 'r' }],
    ['{"rc":"2e2"}', {}],
    ['{"rc":200.5,"reqId":7,"message":null}', {}],
    ['{"reqId":""}', {}],
    ['{"message":""}', { message: '' }],
    [' \r\n\t{"reqId":"r"}', { reqId: 'r' }],
    ['{"__proto__":{"reqId":"r"}}', {}],
    ['[{"reqId":"r"}]', {}],
    ['"reqId"', {}],
    ['{"reqId":b5f1-86}', {}],
    ['', {}],
  ];
  for (const [text, expected] of cases) it(text, () => assert.deepEqual(readEnvelope(bytes(text)), expected));

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (payload, brace) => {
        assert.deepEqual(Object.keys(readEnvelope(brace ? Uint8Array.of(0x7b, ...payload) : payload)), []);
      }),
    );
  });
});

describe('parseObject', () => {
  it('gives the object of every payload that is one', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const text = JSON.stringify(value);
        assert.deepEqual(parseObject(bytes(text)), JSON.parse(text));
      }),
    );
  });

  it('gives nothing for any other JSON', () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => typeof value !== 'object' || value === null || Array.isArray(value)),
        (value) => {
          assert.equal(parseObject(bytes(JSON.stringify(value))), undefined);
        },
      ),
    );
  });
});
