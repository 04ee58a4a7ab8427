import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrafficTap } from '../../../../src/platform/control/trafficTap.ts';
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

function tapped() {
  const clock = new FakeClock();
  const batches: [records: number, dropped: number][] = [];
  const outlet = {
    unread: 0,
    waiting: () => outlet.unread,
    send: (records: readonly TrafficRecord[], dropped: number) => void batches.push([records.length, dropped]),
  };
  return { clock, batches, outlet, tap: new TrafficTap(outlet, clock) };
}

test('a batch leaves after 20 ms', () => {
  const { clock, batches, tap } = tapped();
  for (let at = 0; at < 3; at++) tap.take(record());
  clock.advance(19);
  assert.deepEqual(batches, []);
  clock.advance(1);
  assert.deepEqual(batches, [[3, 0]]);
  clock.advance(1000);
  assert.equal(batches.length, 1);
});

test('a batch leaves at once with 500 records or 4 MB', () => {
  const { clock, batches, tap } = tapped();
  for (let at = 0; at < 501; at++) tap.take(record());
  assert.deepEqual(batches, [[500, 0]]);
  for (let at = 0; at < 32; at++) tap.take(record(131_072));
  assert.deepEqual(batches, [
    [500, 0],
    [33, 0],
  ]);
  assert.equal(clock.pending, 0);
});

test('what a slow reader loses is counted and told', () => {
  const { clock, batches, outlet, tap } = tapped();
  tap.take(record());
  outlet.unread = 33 * 1024 * 1024;
  for (let at = 0; at < 700; at++) tap.take(record());
  clock.advance(20);
  assert.deepEqual(batches, [[1, 700]]);
  outlet.unread = 0;
  tap.take(record());
  tap.flush();
  assert.deepEqual(batches, [
    [1, 700],
    [1, 0],
  ]);
});

test('losses are told although nothing else happens', () => {
  const { clock, batches, outlet, tap } = tapped();
  outlet.unread = 33 * 1024 * 1024;
  tap.take(record());
  clock.advance(20);
  assert.deepEqual(batches, [[0, 1]]);
});
