import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import * as mqttPacket from 'mqtt-packet';
import { ControlConnections } from '../../../../src/platform/control/controlConnections.ts';
import { ControlServer } from '../../../../src/platform/control/controlServer.ts';
import type { LocalControl } from '../../../../src/rpc/engineContract.ts';
import { dialControl } from '../../../../src/rpc/node/control.ts';
import type { SocketWire } from '../../../../src/rpc/node/socketWire.ts';
import { ControlClient } from '../../../support/platform/controlClient.ts';
import { controlledPlatform } from '../../../support/platform/controlled.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import type { RawClient } from '../../../support/platform/rawClient.ts';
import { asDevice, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';
import { until } from '../../../support/until.ts';

const event = 'iot-2/evt/e/fmt/json';
const one = asDevice('one').clientId;

interface Watched {
  readonly test: TestPlatform;
  readonly clock: FakeClock;
  readonly address: LocalControl;
}

/** A platform whose time the test turns, with a control socket. */
async function watched(t: TestContext): Promise<Watched> {
  const clock = new FakeClock();
  const platform = await startPlatform(t, { clock });
  const server = new ControlServer(new ControlConnections(controlledPlatform(platform.platform, { clock }), true, () => undefined));
  const address = await server.listen();
  t.after(() => server.close());
  return { test: platform, clock, address };
}

async function watcher(t: TestContext, address: LocalControl): Promise<{ wire: SocketWire; heard: ControlClient }> {
  const wire = await dialControl(address);
  const heard = new ControlClient(wire);
  t.after(() => heard.close());
  await heard.ask('watchTraffic');
  return { wire, heard };
}

/** Events that say which they are, sent as fast as the platform takes them. */
function flood(client: RawClient, count: number, size: number): void {
  for (let at = 0; at < count; at++) {
    const payload = Buffer.alloc(size, ' ');
    payload.write(String(at));
    client.send(mqttPacket.generate({ cmd: 'publish', topic: event, payload, qos: 0, retain: false, dup: false }));
  }
}

/** The numbers of the events that a watcher got. */
function numbers({ records }: ControlClient): readonly number[] {
  return records
    .filter(({ topic }) => topic === event)
    .map(({ payload }) => Number(Buffer.from(payload.buffer, payload.byteOffset, 12).toString()));
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

/** Resolves when clients that publish are slowed. */
function shut({ platform }: TestPlatform): Promise<boolean> {
  return until('the shut gate', () => platform.gate.isShut || undefined);
}

/** Turns time until something is so: batches leave when they are old enough. */
async function passing(clock: FakeClock, what: string, fits: () => boolean): Promise<void> {
  await until(what, () => {
    clock.advance(20);
    return fits() || undefined;
  });
}

test('a flood over what a watcher reads slows the client, and nothing of it is lost', async (t) => {
  const { test: served, clock, address } = await watched(t);
  const { wire, heard } = await watcher(t, address);
  const client = await served.connect(asDevice('one'));
  wire.pause();
  flood(client, 20_000, 2_000);
  await shut(served);
  assert.ok(served.records.length < 10_000, `${served.records.length} of 20,000 were read`);
  wire.resume();
  await passing(clock, 'all events', () => numbers(heard).length === 20_000);
  assert.deepEqual(numbers(heard), upTo(20_000));
  assert.equal(heard.dropped, 0);
  assert.equal(served.platform.gate.isShut, false);
});

test('a watcher that does not read loses messages after a while, which are counted, but not the end of a connection', async (t) => {
  const { test: served, clock, address } = await watched(t);
  const { wire, heard } = await watcher(t, address);
  const client = await served.connect(asDevice('one'));
  wire.pause();
  flood(client, 500, 100_000);
  client.send({ cmd: 'disconnect' });
  await shut(served);
  clock.advance(5_000);
  await served.event('connection.closed', one);
  assert.equal(served.records.filter(({ topic }) => topic === event).length, 500, 'the client went on');
  wire.resume();
  await passing(clock, 'the end of the connection', () => heard.records.some((record) => record.event?.kind === 'connection.closed'));
  const got = numbers(heard);
  assert.equal(got.length + heard.dropped, 500);
  assert.ok(heard.dropped > 0);
  assert.deepEqual(got, upTo(got.length), 'the latest are lost');
});

test('a watcher that hangs takes nothing from one that reads', async (t) => {
  const { test: served, clock, address } = await watched(t);
  const [hung, well] = [await watcher(t, address), await watcher(t, address)];
  const client = await served.connect(asDevice('one'));
  hung.wire.pause();
  flood(client, 500, 100_000);
  await shut(served);
  const [one, other] = [await served.connect(asDevice('two')), await served.connect(asDevice('three'))];
  await Promise.all([one.settled(), other.settled()]);
  clock.advance(5_000);
  await passing(clock, 'all events', () => numbers(well.heard).length === 500);
  assert.deepEqual(numbers(well.heard), upTo(500));
  assert.equal(well.heard.dropped, 0);
  assert.equal(served.platform.gate.isShut, false);
});

test('a watcher that goes slows nobody any more', async (t) => {
  const { test: served, address } = await watched(t);
  const { wire, heard } = await watcher(t, address);
  const client = await served.connect(asDevice('one'));
  wire.pause();
  flood(client, 500, 100_000);
  await shut(served);
  heard.close();
  await client.settled();
  assert.equal(served.platform.gate.isShut, false);
});

test('a client that is not read is not taken for silent, and gets its PINGRESP when it is read again', async (t) => {
  const { test: served, clock } = await watched(t);
  const [held, calm] = [
    await served.connect({ ...asDevice('one'), keepalive: 2 }),
    await served.connect({ ...asDevice('two'), keepalive: 2 }),
  ];
  const open = served.platform.gate.shut();
  held.publish(event, 'waits');
  held.send({ cmd: 'pingreq' });
  for (let seconds = 0; seconds < 20; seconds++) {
    // Who publishes nothing is served all the time.
    await calm.settled();
    clock.advance(1_000);
  }
  assert.deepEqual([held.packets, served.records.filter(({ topic }) => topic === event)], [[], []]);
  open();
  await held.next('pingresp');
  assert.equal(served.records.filter(({ topic }) => topic === event).length, 1);
  clock.advance(2_999);
  await held.settled();
  clock.advance(4_000);
  await held.closed;
  assert.equal((await served.event('connection.closed', one)).code, 160, 'silent it is for itself');
});
