import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import * as mqttPacket from 'mqtt-packet';
import { mostPacketBytes, PacketSizes } from '../../../../src/engine/session/packetSizes.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';

/** The header of a PUBLISH of this size. */
function header(size: number): Buffer {
  const digits: number[] = [];
  let left = size;
  do {
    digits.push((left % 128) + (left > 127 ? 128 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Buffer.from([0x30, ...digits]);
}

test('a packet that is too large is noticed by its header, however the bytes before it are cut', () => {
  const packets = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 5 });
  const last = fc.oneof(fc.integer({ min: mostPacketBytes + 1, max: 268_435_455 }), fc.constant(undefined));
  fc.assert(
    fc.property(packets, last, fc.integer({ min: 1, max: 5_000 }), (before, large, piece) => {
      const parts = before.flatMap((size) => [header(size), Buffer.alloc(size, 0xff)]);
      const bytes = Buffer.concat([...parts, large === undefined ? Buffer.alloc(0) : header(large)]);
      const sizes = new PacketSizes();
      const found: number[] = [];
      for (let at = 0; at < bytes.length; at += piece) found.push(...[sizes.tooLarge(bytes.subarray(at, at + piece)) ?? []].flat());
      assert.deepEqual(found, large === undefined ? [] : [large]);
    }),
  );
});

test('the largest packet that is read is not too large', () => {
  assert.equal(new PacketSizes().tooLarge(header(mostPacketBytes)), undefined);
});

for (const mqttVersion of ['3.1.1', '5'] as const) {
  test(`MQTT ${mqttVersion}: the beginning of a packet of 256 MB ends the connection with an explanation`, async (context) => {
    const bench = new SessionBench(context);
    const protocolVersion = mqttVersion === '5' ? 5 : 4;
    const announced: unknown[] = [];
    const port = await scriptedServer(
      context,
      (packet, { number, sendBytes }) => {
        if (packet.cmd === 'connect') announced.push(packet.properties?.maximumPacketSize);
        if (packet.cmd === 'subscribe' && number === 1) sendBytes(header(268_435_455));
      },
      { protocolVersion },
    );
    await assert.rejects(
      bench.connect(port, { mqttVersion }),
      /began a packet of 268,435,455 bytes; this workbench reads 16,777,216 at most/,
    );
    assert.deepEqual(announced, [mqttVersion === '5' ? mostPacketBytes : undefined]);
  });
}

test('what the parser of the library finds agrees', () => {
  const sizes = new PacketSizes();
  const parser = mqttPacket.parser({ protocolVersion: 4 });
  let parsed = 0;
  parser.on('packet', () => parsed++);
  const bytes = Buffer.concat(
    [0, 1, 127, 128, 16_383, 16_384].map((size) =>
      mqttPacket.generate({ cmd: 'publish', topic: 'a', payload: Buffer.alloc(size), qos: 0, dup: false, retain: false }),
    ),
  );
  parser.parse(Buffer.concat([bytes]));
  assert.deepEqual([sizes.tooLarge(bytes), parsed], [undefined, 6]);
  assert.equal(sizes.tooLarge(header(mostPacketBytes + 1)), mostPacketBytes + 1, 'it stands at the beginning of a packet');
});
