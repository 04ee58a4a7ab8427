import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrafficTap } from '../../../../src/platform/control/trafficTap.ts';
import { PublishGate } from '../../../../src/platform/mqtt/publishGate.ts';
import type { TrafficRecord } from '../../../../src/rpc/log/traffic.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

function record(size = 10): TrafficRecord {
  return {
    time: 0,
    clientId: '',
    connection: '',
    direction: 'up',
    topic: 't',
    payload: new Uint8Array(size),
    qos: 0,
    retain: false,
    dup: false,
  };
}

interface Sent {
  readonly first: number;
  readonly records: readonly TrafficRecord[];
  readonly dropped: number;
}

function tapped() {
  const clock = new FakeClock();
  const sent: Sent[] = [];
  const outlet = {
    isReady: true,
    /** After so many batches it takes no more. */
    batches: Infinity,
    ready: () => outlet.isReady && outlet.batches > 0,
    send: (records: readonly TrafficRecord[], dropped: number) => {
      outlet.batches--;
      sent.push({ first: records[0]?.time ?? NaN, records, dropped });
    },
  };
  const gate = new PublishGate();
  const batches = (): readonly (readonly [records: number, dropped: number])[] =>
    sent.map(({ records, dropped }) => [records.length, dropped]);
  return { clock, sent, batches, outlet, gate, tap: new TrafficTap(outlet, () => gate.shut(), clock) };
}

const megabyte = 1024 * 1024;

/** Takes messages of a quarter of a megabyte, more or less. */
function fill(tap: TrafficTap, megabytes: number): void {
  for (let at = 0; at < megabytes * 4; at++) tap.take(record(megabyte / 4));
}

test('a batch leaves after 20 ms', () => {
  const { clock, batches, tap } = tapped();
  for (let at = 0; at < 3; at++) tap.take(record());
  clock.advance(19);
  assert.deepEqual(batches(), []);
  clock.advance(1);
  assert.deepEqual(batches(), [[3, 0]]);
  clock.advance(1000);
  assert.equal(batches().length, 1);
});

test('a batch leaves at once with 500 records or 512 kB', () => {
  const { clock, batches, tap } = tapped();
  for (let at = 0; at < 501; at++) tap.take(record());
  assert.deepEqual(batches(), [[500, 0]]);
  for (let at = 0; at < 4; at++) tap.take(record(131_072));
  assert.deepEqual(batches(), [
    [500, 0],
    [5, 0],
  ]);
  assert.equal(clock.pending, 0);
});

test('a reader that is behind slows clients until it has less than half of what is too much', () => {
  const { batches, outlet, gate, tap } = tapped();
  outlet.isReady = false;
  fill(tap, 7);
  assert.equal(gate.isShut, false);
  fill(tap, 2);
  assert.equal(gate.isShut, true);
  outlet.isReady = true;
  outlet.batches = 8;
  tap.flush();
  assert.equal(gate.isShut, true, 'about 5 MB wait');
  outlet.batches = 4;
  tap.flush();
  assert.equal(gate.isShut, false);
  outlet.batches = Infinity;
  tap.flush();
  assert.equal(
    batches().reduce((sum, [records, dropped]) => sum + records + dropped * 1000, 0),
    36,
    'all came, nothing was lost',
  );
});

test('a reader that takes something now and then slows clients as long as it takes', () => {
  const { clock, outlet, gate, tap } = tapped();
  outlet.isReady = false;
  fill(tap, 20);
  outlet.isReady = true;
  for (let at = 0; at < 20; at++) {
    outlet.batches = 1;
    tap.flush();
    clock.advance(4_900);
    assert.equal(gate.isShut, true);
  }
});

test('a reader that takes nothing for 5 s slows nobody any more, until it reads again', () => {
  const { clock, outlet, gate, tap } = tapped();
  outlet.isReady = false;
  fill(tap, 20);
  clock.advance(4_999);
  assert.equal(gate.isShut, true);
  clock.advance(1);
  assert.equal(gate.isShut, false);
  fill(tap, 1);
  assert.equal(gate.isShut, false, 'not again for the same');
  outlet.isReady = true;
  outlet.batches = 1;
  tap.flush();
  assert.equal(gate.isShut, true);
});

test('what a reader loses that takes nothing is counted and told', () => {
  const { clock, batches, outlet, tap } = tapped();
  outlet.isReady = false;
  fill(tap, 40);
  clock.advance(20);
  assert.deepEqual(batches(), []);
  outlet.isReady = true;
  tap.flush();
  const [lost, ...rest] = batches().map(([, dropped]) => dropped);
  const came = batches().reduce((sum, [records]) => sum + records, 0);
  assert.equal(came + (lost ?? 0), 160);
  assert.equal(lost, 32, '32 MB of 40 were kept');
  assert.ok(
    rest.every((dropped) => dropped === 0),
    'told once',
  );
});

const precious: Readonly<Record<string, Partial<TrafficRecord>>> = {
  'the end of a connection': { event: { kind: 'connection.closed', code: 91, reason: 'Gone.' } },
  'a marker': { marker: 'flashed 1.4.2' },
  'a Device Management request of the platform': { topic: 'iotdm-1/mgmt/initiate/device/reboot' },
  'a Device Management request of a device': { topic: 'iotdevice-1/mgmt/manage' },
  'a Device Management answer through a gateway': { topic: 'iotdevice-1/type/t/id/d/response' },
};

for (const [what, parts] of Object.entries(precious))
  test(`${what} has a place where messages have none any more, but not for ever`, () => {
    const { sent, outlet, tap } = tapped();
    outlet.isReady = false;
    fill(tap, 33);
    tap.take({ ...record(), ...parts, time: 7 });
    for (let at = 0; at < 100; at++) tap.take({ ...record(megabyte / 4), ...parts, time: 8 });
    outlet.isReady = true;
    tap.flush();
    const times = sent.flatMap(({ records }) => records.map(({ time }) => time)).filter((time) => time > 0);
    assert.equal(times[0], 7);
    assert.ok(times.length > 20 && times.length < 40, `${times.length} of 101`);
    assert.equal(sent[0]?.dropped, 133 + 100 - sent.reduce((sum, { records }) => sum + records.length, 0));
  });

test('who ends slows nobody, and gets what waited', () => {
  const { clock, batches, outlet, gate, tap } = tapped();
  outlet.isReady = false;
  fill(tap, 10);
  tap.end();
  assert.equal(gate.isShut, false);
  assert.equal(
    batches().reduce((sum, [records]) => sum + records, 0),
    40,
  );
  assert.equal(clock.pending, 0);
});

test('a message that waits keeps nothing in memory that arrived with it', () => {
  const { sent, outlet, tap } = tapped();
  outlet.isReady = false;
  const arrived = new Uint8Array(65_536).fill(7);
  tap.take({ ...record(), payload: arrived.subarray(10, 20) });
  tap.flush();
  outlet.isReady = true;
  tap.flush();
  const payload = sent[0]?.records[0]?.payload;
  assert.deepEqual(payload, new Uint8Array(10).fill(7));
  assert.equal(payload?.buffer.byteLength, 10);
});
