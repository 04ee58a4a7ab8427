import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import * as mqttPacket from 'mqtt-packet';
import { breach } from '../../../../src/platform/mqtt/breach.ts';
import { PacketCutter } from '../../../../src/platform/mqtt/packetCutter.ts';

const packet = fc
  .record({ first: fc.integer({ min: 0, max: 255 }), body: fc.uint8Array({ maxLength: 300 }) })
  .map(({ first, body }) => ({ first, body: Buffer.from(body) }));

function write({ first, body }: { first: number; body: Buffer }): Buffer {
  const length = body.length < 128 ? [body.length] : [(body.length % 128) | 0x80, Math.floor(body.length / 128)];
  return Buffer.concat([Buffer.from([first, ...length]), body]);
}

test('packets come out whole however the stream is split', () => {
  fc.assert(
    fc.property(fc.array(packet), fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (packets, steps) => {
      const stream = Buffer.concat(packets.map(write));
      const cutter = new PacketCutter(() => undefined);
      const found: { first: number; body: Buffer }[] = [];
      for (let at = 0, turn = 0; at < stream.length; turn++) {
        const step = steps[turn % steps.length]!;
        for (const [first, body] of cutter.take(stream.subarray(at, at + step))) found.push({ first, body: Buffer.from(body) });
        at += step;
      }
      assert.deepEqual(found, packets);
    }),
  );
});

test('a length is judged as soon as the header is complete', () => {
  const seen: [number, number][] = [];
  const cutter = new PacketCutter((first, length) => {
    seen.push([first, length]);
    throw breach(287, 'too large');
  });
  const header = Buffer.from([0x30, 0x80, 0x84, 0xaf, 0x5f]);
  assert.throws(() => [...cutter.take(header)], { code: 287 });
  assert.deepEqual(seen, [[0x30, 200_000_000]]);
});

test('a length of more than four bytes is no length', () => {
  const cutter = new PacketCutter(() => undefined);
  assert.throws(() => [...cutter.take(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01]))], { code: 286 });
});

test('the length of a large packet is read as MQTT writes it', () => {
  const seen: number[] = [];
  const cutter = new PacketCutter((_, length) => seen.push(length));
  const generated = mqttPacket.generate({ cmd: 'publish', topic: 't', payload: Buffer.alloc(131_072), qos: 0, retain: false, dup: false });
  const bodies = [...cutter.take(generated)].map(([, body]) => body.length);
  assert.deepEqual([seen, bodies], [[131_075], [131_075]]);
});
