import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { encodeFrame, FrameReader, maxFrameBytes } from '../../../../src/rpc/node/frameCodec.ts';

/** Names of members: any, and above all those that the codec writes itself. */
const names = fc.oneof(
  fc.string({ maxLength: 8 }).filter((key) => key !== '__proto__'),
  fc.constantFrom('$bytes', '$entries', '$$bytes', 'toString'),
);

/** Plain data as frames carry it: JSON values and bytes, nested anyhow. */
const frames = fc.letrec((tie) => ({
  frame: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 1 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.constantFrom([0, 1], [0, 999_999]),
    fc.array(tie('frame'), { maxLength: 4 }),
    fc.dictionary(names, tie('frame'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).frame;

/** A number as JSON keeps it: there is no -0. */
function asJson(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(asJson);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asJson(member)]));
}

/** Cuts bytes at the given places, wherever they are. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.byteLength + 1))), bytes.byteLength].sort((a, b) => a - b);
  return ends.map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end));
}

test('frames come out as they went in, however the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(frames, { maxLength: 5 }), fc.array(fc.nat(), { maxLength: 12 }), (sent, places) => {
      const reader = new FrameReader();
      const received = cut(Buffer.concat(sent.map(encodeFrame)), places).flatMap((piece) => reader.take(piece));
      assert.deepEqual(received, sent.map(asJson));
    }),
  );
});

test('a frame is given as soon as its last byte is there, and not before', () => {
  const bytes = encodeFrame({ payload: new Uint8Array([1, 2, 3]) });
  const reader = new FrameReader();
  for (const [at, byte] of bytes.entries()) {
    assert.equal(reader.take(Buffer.from([byte])).length, at === bytes.byteLength - 1 ? 1 : 0);
  }
});

test('what clients call by the codec’s own names travels as it is', () => {
  for (const json of [
    '{"metadata":{"$bytes":[0,999999]}}',
    '{"$bytes":{"$bytes":[0,1]}}',
    '{"$entries":[["a",1]]}',
    '{"a":[{"$entries":{"$bytes":null}}]}',
    '{"$bytes":1,"__proto__":{"$entries":2}}',
  ]) {
    const [frame] = new FrameReader().take(encodeFrame(JSON.parse(json)));
    assert.equal(JSON.stringify(frame), json);
  }
});

test('a Buffer travels as bytes', () => {
  const [frame] = new FrameReader().take(encodeFrame({ payload: Buffer.from('hello') }));
  assert.deepEqual(frame, { payload: new Uint8Array([104, 101, 108, 108, 111]) });
});

test('bytes that were read are a copy: the buffer of the stream can be used again', () => {
  const bytes = encodeFrame({ payload: new Uint8Array([1, 2, 3]) });
  const [frame] = new FrameReader().take(bytes) as [{ payload: Uint8Array }];
  bytes.fill(0);
  assert.deepEqual(frame.payload, new Uint8Array([1, 2, 3]));
});

/** A frame as somebody else might write it. */
function handMade(json: string, bytes: Uint8Array = new Uint8Array(), jsonLength = Buffer.byteLength(json)): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(Buffer.byteLength(json) + bytes.byteLength, 0);
  header.writeUInt32LE(jsonLength, 4);
  return Buffer.concat([header, Buffer.from(json), bytes]);
}

const garbage: readonly (readonly [what: string, bytes: Buffer, message: RegExp])[] = [
  ['a length that no frame has', Buffer.from('GET / HTTP/1.1\r\n\r\n'), /were announced|was announced/],
  ['text that is no JSON', handMade('{"ask":'), /JSON/],
  ['JSON longer than its frame', handMade('{}', new Uint8Array(), 200), /longer than the frame/],
  ['bytes beyond the end', handMade('{"a":{"$bytes":[0,4]}}', new Uint8Array(3)), /does not carry/],
  ['bytes before the beginning', handMade('{"a":{"$bytes":[-1,1]}}', new Uint8Array(3)), /does not carry/],
  ['half a byte', handMade('{"a":{"$bytes":[0,0.5]}}', new Uint8Array(3)), /does not carry/],
  ['entries that are no list', handMade('{"a":{"$entries":7}}'), /entries that are none/],
  ['entries without names', handMade('{"a":{"$entries":[[1,2]]}}'), /entries that are none/],
  ['bytes named by a text', handMade('{"a":{"$bytes":"all"}}', new Uint8Array(3)), /does not carry/],
];

for (const [what, bytes, message] of garbage) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new FrameReader().take(bytes), message);
  });
}

test('refuses a frame that is too long before it has been sent', () => {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(maxFrameBytes + 1, 0);
  assert.throws(() => new FrameReader().take(header), {
    message: `a frame of ${maxFrameBytes + 1} bytes was announced; ${maxFrameBytes} are allowed`,
  });
});

test('survives any bytes: gives frames or refuses', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        new FrameReader().take(Buffer.from(bytes));
      } catch (error) {
        assert.ok(error instanceof Error);
      }
    }),
  );
});
