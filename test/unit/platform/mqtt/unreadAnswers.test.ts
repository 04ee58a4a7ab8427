import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import * as mqttPacket from 'mqtt-packet';
import { Connection, type Client } from '../../../../src/platform/mqtt/connection.ts';
import type { Link } from '../../../../src/platform/ports/link.ts';
import type { Refusal } from '../../../../src/wiotp/refusal.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

/** A network connection whose other end reads only when the test says so. */
class Pipe extends Duplex {
  #unread: (() => void) | undefined;
  written = 0;

  override _read(): void {
    // The test pushes by itself.
  }

  override _write(chunk: Buffer, _: BufferEncoding, taken: () => void): void {
    this.written += chunk.length;
    this.#unread = taken;
  }

  /** The other end reads what was written last. */
  readAll(): void {
    this.#unread?.();
  }
}

function connected(keepAliveSeconds: number) {
  const clock = new FakeClock();
  const pipe = new Pipe();
  const ends: Refusal[] = [];
  const client: Client = { opened: () => undefined, take: () => undefined, ended: (why) => void ends.push(why) };
  const reception = {
    queue: () => 0,
    admit: () => ({ client, sessionPresent: false, keepAliveSeconds }),
    refused: (_: Connection, __: string, why: Refusal) => {
      ends.push(why);
      return 0;
    },
    failed: (error: unknown) => {
      throw error;
    },
  };
  const link: Link = { id: '1', peer: 'pipe', host: '', port: 0, service: 'full', secure: false, webSocket: false };
  new Connection(link, pipe, reception, { clock, commit: () => undefined }).open();
  pipe.push(
    mqttPacket.generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      keepalive: keepAliveSeconds,
      clientId: 'c',
    }),
  );
  const pings = Buffer.concat(Array.from({ length: 100_000 }, () => mqttPacket.generate({ cmd: 'pingreq' })));
  return { clock, pipe, ends, pings };
}

test('a client that leaves a megabyte unread is not read until it catches up', async () => {
  const { pipe, ends, pings } = connected(0);
  for (let round = 0; round < 6; round++) {
    pipe.push(pings);
    await turn();
  }
  assert.equal(pipe.isPaused(), true);
  const { written } = pipe;
  pipe.readAll();
  await turn();
  await turn();
  assert.ok(pipe.written > written, 'what waited was written');
  pipe.readAll();
  await turn();
  assert.equal(pipe.isPaused(), false);
  assert.deepEqual(ends, []);
});

test('a client that leaves its answers unread beyond its keepalive is closed as a slow consumer', async () => {
  const { clock, pipe, ends, pings } = connected(10);
  for (let round = 0; round < 6; round++) {
    pipe.push(pings);
    await turn();
  }
  clock.advance(15_000);
  assert.deepEqual(
    ends.map(({ code }) => code),
    [178],
  );
  assert.match(ends[0]?.message ?? '', /^The client left 1\d{6} bytes unread for 15 s\.$/);
});
