import assert from 'node:assert/strict';
import { METHODS } from 'node:http';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { tellProtocol } from '../../../../src/platform/ports/firstBytes.ts';

const cases: readonly (readonly [start: string, protocol: string | undefined])[] = [
  ['\x10', 'mqtt'],
  ['\x10\x0c\x00\x04MQTT', 'mqtt'],
  ['\x16', undefined],
  ['\x16\x03', 'tls'],
  ['\x16\x03\x01\x02\x00', 'tls'],
  ['\x16\x02', 'mqtt'],
  ['G', undefined],
  ['GET', undefined],
  ['GET ', 'http'],
  ['POST /api/v0002', 'http'],
  ['M-SEARCH * HTTP/1.1', 'http'],
  ['GOT /', 'mqtt'],
  ['get /', 'mqtt'],
  ['PRI * HTTP/2.0', 'mqtt'],
  ['\x00', 'mqtt'],
  ['\xff\xff', 'mqtt'],
];

for (const [start, protocol] of cases) {
  test(`${JSON.stringify(start)} is ${protocol ?? 'not enough to tell'}`, () => {
    assert.equal(tellProtocol(Buffer.from(start, 'latin1')), protocol);
  });
}

test('every method begins an HTTP request, and no part of it is taken for something else', () => {
  for (const method of METHODS) {
    const request = `${method} / HTTP/1.1`;
    for (let length = 1; length <= method.length; length++) assert.equal(tellProtocol(Buffer.from(request.slice(0, length))), undefined);
    assert.equal(tellProtocol(Buffer.from(request)), 'http');
  }
});

test('20 bytes always tell, and what was told once stays', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 60 }), (bytes) => {
      const told = Array.from(bytes, (_, at) => tellProtocol(Buffer.from(bytes.subarray(0, at + 1))));
      assert.notEqual(told[19], undefined);
      const first = told.findIndex((protocol) => protocol !== undefined);
      assert.equal(new Set(told.slice(first)).size, 1);
    }),
  );
});
