import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import * as mqttPacket from 'mqtt-packet';
import type { Packet } from '../../../../src/platform/mqtt/packets.ts';
import { PacketSocket } from '../../../../src/platform/mqtt/packetSocket.ts';
import { PublishGate } from '../../../../src/platform/mqtt/publishGate.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

class Wire extends Duplex {
  readonly written: Buffer[] = [];

  override _read(): void {
    // The test pushes by itself.
  }

  override _write(chunk: Buffer, _: BufferEncoding, taken: () => void): void {
    this.written.push(chunk);
    taken();
  }
}

const connect = mqttPacket.generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0, clientId: 'c' });
const numbered = (at: number): Buffer =>
  mqttPacket.generate({ cmd: 'publish', topic: 't', payload: String(at), qos: 0, retain: false, dup: false });

function opened(packet: (packet: Packet, socket: PacketSocket) => void, gate = new PublishGate()) {
  const [clock, wire] = [new FakeClock(), new Wire()];
  const ends: string[] = [];
  const socket = new PacketSocket(wire, clock, () => undefined, { gate });
  socket.open({
    heard: () => undefined,
    packet: (one) => packet(one, socket),
    broke: (error) => ends.push(`broke ${String(error)}`),
    gone: (why) => ends.push(`gone ${why.code}`),
  });
  return { clock, wire, ends, socket };
}

test('whatever rests when, and however the bytes are cut, every packet arrives once and in order', async () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
  const rests = fc.array(fc.integer({ min: 0, max: 19 }), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(cuts, rests, async (sizes, restAfter) => {
      const seen: string[] = [];
      const { clock, wire, ends } = opened((packet, socket) => {
        if (packet.type !== 'publish') return;
        if (restAfter.includes(seen.length)) socket.rest(10);
        seen.push(Buffer.from(packet.payload).toString());
      });
      const bytes = Buffer.concat([connect, ...Array.from({ length: 20 }, (_, at) => numbered(at))]);
      for (let at = 0, next = 0; at < bytes.length; next++) {
        const size = sizes[next % sizes.length] ?? 1;
        wire.push(bytes.subarray(at, at + size));
        at += size;
      }
      for (let turns = 0; turns < 200 && seen.length < 20; turns++) {
        await turn();
        clock.advance(10);
      }
      assert.deepEqual(
        seen,
        Array.from({ length: 20 }, (_, at) => String(at)),
      );
      assert.deepEqual(ends, []);
    }),
    { numRuns: 50 },
  );
});

test('the longer of two rests counts, and nothing is taken before it ends', async () => {
  const seen: string[] = [];
  const { clock, wire } = opened((packet, socket) => {
    if (packet.type === 'connect') {
      socket.rest(1000);
      socket.rest(10);
    }
    seen.push(packet.type);
  });
  wire.push(Buffer.concat([connect, numbered(0)]));
  await turn();
  clock.advance(999);
  await turn();
  assert.deepEqual(seen, ['connect']);
  clock.advance(1);
  assert.deepEqual(seen, ['connect', 'publish']);
});

test('what is called after a rest comes before the next packet, and its error breaks the connection', async () => {
  const seen: string[] = [];
  const { clock, wire, ends } = opened((packet, socket) => {
    seen.push(packet.type);
    if (packet.type === 'connect') socket.rest(10, () => seen.push('then'));
    else
      socket.rest(10, () => {
        throw new Error('no');
      });
  });
  wire.push(Buffer.concat([connect, numbered(0), numbered(1)]));
  await turn();
  clock.advance(10);
  assert.deepEqual(seen, ['connect', 'then', 'publish']);
  clock.advance(10);
  assert.deepEqual(ends, ['broke Error: no']);
});

test('a frozen socket neither reads nor writes, and still tells when it breaks', async () => {
  const seen: string[] = [];
  const { wire, ends, socket } = opened((packet) => seen.push(packet.type));
  wire.push(connect);
  await turn();
  socket.freeze();
  wire.push(numbered(0));
  socket.send(Buffer.from([0xd0, 0]));
  await turn();
  await turn();
  assert.deepEqual([seen, wire.written, ends], [['connect'], [], []]);
  wire.destroy();
  await turn();
  assert.deepEqual(ends, ['gone 91']);
});

test('a last packet is sent after its time, and what arrives meanwhile is not looked at', async () => {
  const seen: string[] = [];
  const { clock, wire, socket } = opened((packet) => seen.push(packet.type));
  wire.push(connect);
  await turn();
  socket.endAfter(250, Buffer.from([0x20, 2, 0, 5]));
  wire.push(numbered(0));
  await turn();
  clock.advance(249);
  await turn();
  assert.deepEqual([seen, wire.written, wire.writableEnded], [['connect'], [], false]);
  clock.advance(1);
  await turn();
  assert.deepEqual([Buffer.concat(wire.written), wire.writableEnded], [Buffer.from([0x20, 2, 0, 5]), true]);
});

test('whenever the gate is shut, every packet arrives once and in order, and no message while it is', async () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
  const places = fc.array(fc.integer({ min: 0, max: 19 }), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(cuts, places, places, async (sizes, shutAfter, restAfter) => {
      const gate = new PublishGate();
      const opens: (() => void)[] = [];
      const seen: string[] = [];
      const { clock, wire, ends } = opened((packet, socket) => {
        if (packet.type !== 'publish') return;
        assert.equal(gate.isShut, false);
        if (shutAfter.includes(seen.length)) opens.push(gate.shut());
        if (restAfter.includes(seen.length)) socket.rest(10);
        seen.push(Buffer.from(packet.payload).toString());
      }, gate);
      const bytes = Buffer.concat([connect, ...Array.from({ length: 20 }, (_, at) => numbered(at))]);
      for (let at = 0, next = 0; at < bytes.length; next++) {
        const size = sizes[next % sizes.length] ?? 1;
        wire.push(bytes.subarray(at, at + size));
        at += size;
      }
      for (let turns = 0; turns < 400 && seen.length < 20; turns++) {
        await turn();
        if (turns % 3 === 0) opens.shift()?.();
        clock.advance(5);
      }
      assert.deepEqual(
        seen,
        Array.from({ length: 20 }, (_, at) => String(at)),
      );
      assert.deepEqual(ends, []);
    }),
    { numRuns: 50 },
  );
});

test('in front of a shut gate everything is read but messages and what is behind them', async () => {
  const gate = new PublishGate();
  const seen: string[] = [];
  const { wire, socket } = opened(({ type }) => seen.push(type), gate);
  const open = gate.shut();
  const ping = mqttPacket.generate({ cmd: 'pingreq' });
  wire.push(Buffer.concat([connect, ping, numbered(1), ping]));
  await turn();
  assert.deepEqual(seen, ['connect', 'pingreq']);
  assert.deepEqual([socket.resting, wire.isPaused()], [true, true]);
  open();
  assert.deepEqual(seen, ['connect', 'pingreq', 'publish', 'pingreq']);
  assert.deepEqual([socket.resting, wire.isPaused()], [false, false]);
});

for (const [what, end] of [
  ['destroyed', (socket: PacketSocket) => socket.destroy()],
  ['frozen', (socket: PacketSocket) => socket.freeze()],
] as const)
  test(`a socket that was ${what} in front of the gate does not come through it`, async () => {
    const gate = new PublishGate();
    const seen: string[] = [];
    const { wire, socket } = opened(({ type }) => seen.push(type), gate);
    const open = gate.shut();
    wire.push(Buffer.concat([connect, numbered(1)]));
    await turn();
    end(socket);
    open();
    await turn();
    assert.deepEqual(seen, ['connect']);
  });
