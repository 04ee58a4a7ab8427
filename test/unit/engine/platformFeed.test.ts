import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OwnConnections } from '../../../src/engine/ownConnections.ts';
import { PlatformFeed } from '../../../src/engine/platformFeed.ts';
import type { Server } from '../../../src/rpc/contract.ts';
import type { PlatformCalls, PlatformNews } from '../../../src/rpc/platformContract.ts';
import { Service } from '../../../src/rpc/service.ts';
import type { TrafficRecord } from '../../../src/rpc/log/traffic.ts';
import type { PausableWire, WireEars } from '../../../src/rpc/wire.ts';
import { bytesOf, recorded } from '../../support/engine/messages.ts';
import { deviceState, platformInfo } from '../../support/platform/deviceStates.ts';
import { FakeClock } from '../../support/platform/fakeClock.ts';

/** One end of a wire in memory; an exception at the far end breaks it, as on a socket. */
class MemoryWire implements PausableWire {
  isPaused = false;
  ears: WireEars | undefined;
  other: MemoryWire | undefined;

  open(ears: WireEars): void {
    this.ears = ears;
  }

  send(frame: unknown): void {
    try {
      this.other?.ears?.frame(frame);
    } catch (error) {
      this.other?.ears?.end(error as Error);
    }
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  close(): void {
    this.ears = undefined;
  }
}

interface Bench {
  readonly feed: PlatformFeed;
  readonly tell: Service<PlatformCalls, PlatformNews>['tell'];
  readonly near: MemoryWire;
  readonly own: OwnConnections;
  readonly taken: TrafficRecord[];
  readonly ended: Error[];
  readonly lost: number[];
  readonly isLate: { now: boolean };
  /** What shall be told when the log is late no more. */
  readonly late: (() => void)[];
  /** Lets the platform answer `devices`. */
  readonly answerDevices: (devices?: Awaited<ReturnType<PlatformCalls['devices']>>) => void;
}

function setUp(fail?: Error): Bench {
  const near = new MemoryWire();
  const far = new MemoryWire();
  near.other = far;
  far.other = near;
  const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<PlatformCalls['devices']>>>();
  const refuse = (): never => {
    throw fail ?? new Error('not for the engine');
  };
  const service = new Service<PlatformCalls, PlatformNews>(far, {
    ...notForTheEngine(refuse),
    describe: () => platformInfo(),
    devices: () => promise,
    applications: () => [],
    watchTraffic: () => {
      if (fail !== undefined) throw fail;
    },
  });
  service.start();
  const own = new OwnConnections(new FakeClock());
  const taken: TrafficRecord[] = [];
  const ended: Error[] = [];
  const lost: number[] = [];
  const late: (() => void)[] = [];
  const isLate = { now: false };
  const feed = new PlatformFeed(near, {
    own,
    take: (record) => taken.push(record),
    whenReady: (run) => (isLate.now ? void late.push(run) : run()),
    lost: (count) => lost.push(count),
    ended: (why) => ended.push(why),
  });
  return {
    feed,
    near,
    own,
    taken,
    ended,
    lost,
    isLate,
    late,
    tell: service.tell.bind(service),
    answerDevices: (devices = []) => resolve(devices),
  };
}

/** A server whose every call is refused. */
function notForTheEngine(refuse: () => never): Server<PlatformCalls> {
  return new Proxy({} as Server<PlatformCalls>, { get: () => refuse });
}

async function started(): Promise<Bench> {
  const bench = setUp();
  bench.answerDevices();
  await bench.feed.start();
  return bench;
}

test('takes records in order and counts what the platform dropped', async () => {
  const { tell, taken, lost } = await started();
  const records = [1, 2, 3].map((time) => recorded({ time }));
  tell('traffic', records.slice(0, 2), 0);
  tell('traffic', records.slice(2), 17);
  assert.deepEqual(taken, records);
  assert.deepEqual(lost, [17]);
});

test('the platform is not read while the log is late', async () => {
  const { near, tell, taken, isLate, late } = await started();
  tell('traffic', [recorded({ time: 1 })], 0);
  assert.equal(near.isPaused, false);
  isLate.now = true;
  tell('traffic', [recorded({ time: 2 })], 0);
  assert.equal(near.isPaused, true);
  tell('traffic', [recorded({ time: 3 })], 0);
  assert.equal(taken.length, 3, 'what was read already is taken');
  for (const run of late) run();
  assert.equal(near.isPaused, false);
});

test('records that come before it is known which clients are ours wait for that', async () => {
  const { feed, tell, taken, own, answerDevices } = setUp();
  own.opened('127.0.0.1:5');
  const starting = feed.start();
  await new Promise(setImmediate);
  const board = recorded({ clientId: 'd:abc123:sensor:two', payload: bytesOf('board') });
  tell('traffic', [recorded({ clientId: 'd:abc123:sensor:one' }), board], 0);
  assert.deepEqual(taken, []);
  answerDevices([deviceState({ online: true, peer: '127.0.0.1:5' })]);
  await starting;
  assert.deepEqual(taken, [board]);
});

const malformed: readonly (readonly [what: string, record: unknown])[] = [
  ['null', null],
  ['a text', 'record'],
  ['no time', { ...recorded(), time: null }],
  ['no client ID', { ...recorded(), clientId: 7 }],
  ['a topic that is no text', { ...recorded(), topic: ['x'] }],
  ['a payload that is no bytes', { ...recorded(), payload: 'text' }],
  ['a direction that is none', { ...recorded(), direction: 'sideways' }],
  ['a QoS that is none', { ...recorded(), qos: 3 }],
  ['an event of no kind', { ...recorded(), event: { kind: 'connection.exploded' } }],
  ['an event that is a message', { ...recorded(), event: { kind: 'dm.manage' } }],
  ['an event that is null', { ...recorded(), event: null }],
  ['an address that is no text', { ...recorded(), event: { kind: 'connection.refused', peer: 7 } }],
  ['a reason that is no text', { ...recorded(), event: { kind: 'connection.refused', reason: {} } }],
  ['a code that is no number', { ...recorded(), event: { kind: 'connection.refused', code: '5' } }],
  ['a count of its own', { ...recorded(), event: { kind: 'connection.refused', repeated: { times: 9, last: 1 } } }],
  ['a note without reason', { ...recorded(), note: { what: 'dropped' } }],
  ['a note that says nothing known', { ...recorded(), note: { what: 'exploded', reason: 'Why.' } }],
];

for (const [what, record] of malformed) {
  test(`a platform that sends ${what} as a record is left, and nothing of it is taken`, async () => {
    const { tell, taken, ended } = await started();
    tell('traffic', [recorded(), record as TrafficRecord], 0);
    assert.deepEqual(taken, []);
    assert.match(ended[0]?.message ?? '', /no traffic record/);
  });
}

test('its end is told, unless it was disposed', async () => {
  const gone = await started();
  gone.near.ears?.end(new Error('gone'));
  assert.deepEqual(
    gone.ended.map(({ message }) => message),
    ['gone'],
  );
  const disposed = await started();
  disposed.feed.dispose();
  disposed.near.ears?.end(new Error('gone'));
  assert.deepEqual(disposed.ended, []);
});

test('a platform that does not let it watch fails the start and is no news', async () => {
  const { feed, ended } = setUp(new Error('no'));
  await assert.rejects(feed.start(), { message: 'the platform: no' });
  assert.deepEqual(ended, []);
});

const badMarkers: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'with a line break': { marker: 'a\nb' },
  'that is too long': { marker: 'x'.repeat(501) },
  'that is no text': { marker: 1 },
  'on a message': { marker: 'a', topic: 'iot-2/evt/e/fmt/json' },
};

for (const [what, bad] of Object.entries(badMarkers))
  test(`a marker ${what} ends the feed`, async () => {
    const { tell, taken, ended } = await started();
    const marker = { ...recorded({ clientId: '', topic: '', payload: new Uint8Array(), marker: 'flashed 1.4.2' }) };
    tell('traffic', [marker], 0);
    assert.deepEqual(taken, [marker]);
    tell('traffic', [{ ...marker, ...bad } as TrafficRecord], 0);
    assert.deepEqual([taken.length, ended.length], [1, 1]);
  });
