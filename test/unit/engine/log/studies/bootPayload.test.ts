import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { BootPayloads } from '../../../../../src/engine/log/studies/bootPayload.ts';

const linesOf = (...payloads: readonly (string | Uint8Array)[]): readonly string[] => {
  const boot = new BootPayloads();
  return payloads.map((payload) => boot.line(Buffer.from(payload)));
};

const rows: readonly (readonly [what: string, payloads: readonly (string | Uint8Array)[], lines: readonly string[]])[] = [
  ['white space', ['{ "b" : 1.0,\n "a":[1e5, "x y"] }'], ['{"b":1.0,"a":[1e5,"x y"]}']],
  [
    'request IDs by their order',
    ['{"reqId":"x"}', '{"reqId":"y"}', '{"rc":200,"reqId":"x"}'],
    ['{"reqId":reqId-1}', '{"reqId":reqId-2}', '{"rc":200,"reqId":reqId-1}'],
  ],
  ['nested request IDs', ['{"d":{"reqId":"x","list":[{"reqId":"z"}]}}'], ['{"d":{"reqId":reqId-1,"list":[{"reqId":reqId-2}]}}']],
  ['a request ID that stands elsewhere', ['{"reqId":"x"}', '{"about":"x"}'], ['{"reqId":reqId-1}', '{"about":reqId-1}']],
  ['a request ID that is a number', ['{"reqId":7}'], ['{"reqId":reqId-1}']],
  ['a request ID that is an object', ['{"reqId":{"a":1}}'], ['{"reqId":{"a":1}}']],
  ['"reqId" as a value', ['["reqId","x"]', '{"a":"reqId","b":"x"}'], ['["reqId","x"]', '{"a":"reqId","b":"x"}']],
  ['times as texts', ['{"ts":"2026-03-01T09:42:13.051Z","x":"2026-03-01T09:42:13+01:00"}'], ['{"ts":<time>,"x":<time>}']],
  [
    'times as numbers',
    ['{"t":1767225600000,"ts":1767225600,"time":1767225600.5,"n":1767225600}'],
    ['{"t":<time>,"ts":<time>,"time":<time>,"n":1767225600}'],
  ],
  ['numbers that are no times', ['{"ts":5,"n":12}'], ['{"ts":5,"n":12}']],
  ['text with times', ['at 2026-03-01T09:42:13Z: 1'], ['at <time>: 1']],
  ['control characters', ['a\u001b[31m\nb'], ['a\ufffd[31m b']],
  ['bytes', [Uint8Array.of(0xff, 0)], ['ff00']],
  ['nothing', [''], ['']],
  ['broken JSON', ['{"reqId":'], ['{"reqId":']],
];
for (const [what, payloads, lines] of rows) test(`${what} can be compared`, () => assert.deepEqual(linesOf(...payloads), lines));

test('a long payload is cut, and the line says so', () => {
  assert.match(linesOf('x'.repeat(2_000))[0] ?? '', /^x{1000}… \(2000 bytes in all\)$/);
  assert.match(linesOf(new Uint8Array(2_000).fill(0xff))[0] ?? '', /^(ff){500}… \(2000 bytes in all\)$/);
  assert.ok((linesOf(`["${'é'.repeat(60_000)}"]`)[0] ?? '').length < 1_100);
  assert.match(linesOf('2026-03-01T09:42 '.repeat(1_000))[0] ?? '', /^(?:<time> )+.{0,16}… \(17000 bytes in all\)$/);
});

test('a payload larger than the platform takes is shown by its beginning, also where that ends within a character', () => {
  for (let at = 0; at < 4; at++) {
    const text = `${'x'.repeat(at)}${'😀'.repeat(40_000)}`;
    assert.match(linesOf(text)[0] ?? '', new RegExp(`^x{${at}}(?:😀)+.?… \\(${160_000 + at} bytes in all\\)$`, 'u'));
  }
});

test('request IDs in the part of a payload that is not shown are not numbered, nor are endless ones', () => {
  const long = JSON.stringify({ list: 'x'.repeat(2_000), reqId: 'x' });
  assert.deepEqual(linesOf(long, '{"reqId":"y"}').at(-1), '{"reqId":reqId-1}');
  assert.match(linesOf(`{"reqId":"${'y'.repeat(2_000)}"}`)[0] ?? '', /^\{"reqId":"y+… /);
});

test('every payload is one line', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((json) => Buffer.from(json)),
      ),
      (payload) => {
        assert.doesNotMatch(linesOf(payload)[0] ?? '', /[\p{Cc}\u2028\u2029]/u);
      },
    ),
  );
});

test('the same conversation with other request IDs and times gives the same lines', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { minLength: 6, maxLength: 6 }), (ids) => {
      const boot = (from: number, time: string) =>
        linesOf(...ids.slice(from, from + 3).flatMap((reqId) => [JSON.stringify({ reqId, ts: time }), JSON.stringify({ rc: 200, reqId })]));
      assert.deepEqual(boot(0, '2026-01-01T00:00:00Z'), boot(3, '2026-02-02T10:10:10.5Z'));
    }),
  );
});
