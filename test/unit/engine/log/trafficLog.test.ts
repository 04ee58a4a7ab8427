import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Judge } from '../../../../src/engine/log/judge.ts';
import { packRecords } from '../../../../src/engine/log/recordBatch.ts';
import { TrafficLog } from '../../../../src/engine/log/trafficLog.ts';
import { openStore } from '../../../../src/engine/store/openStore.ts';
import { TrafficArchive } from '../../../../src/engine/store/trafficArchive.ts';
import type { LogCounters } from '../../../../src/rpc/engineContract.ts';
import type { LogExtent, SeenAt, TrafficRecord } from '../../../../src/rpc/traffic.ts';
import { kindNamed } from '../../../../src/wiotp/catalog.ts';
import { returnCodeMeaning } from '../../../../src/wiotp/returnCodes.ts';
import { bytesOf, recorded } from '../../../support/engine/messages.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

interface Bench {
  readonly log: TrafficLog;
  readonly grown: { extent: LogExtent; counters: LogCounters }[];
  readonly take: (records: readonly TrafficRecord[], at?: SeenAt) => void;
}

const noProblem: Judge = () => [];

function bench(judge = noProblem): Bench {
  const grown: { extent: LogExtent; counters: LogCounters }[] = [];
  const archive = new TrafficArchive(openStore(undefined), { clock: new FakeClock(), moved: () => undefined, memoryBytes: 1_000_000 });
  const log = new TrafficLog(archive, { bench: { judge }, grew: (extent, counters) => grown.push({ extent, counters }) });
  const take: Bench['take'] = (records, at = 'session') => log.take(packRecords(records.map((record) => ({ record, at }))), 0);
  return { log, grown, take };
}

test('a row says what there is to know about a message', () => {
  const { log, take } = bench();
  take([recorded({ payload: bytesOf({ t: 21 }), time: 12.5, direction: 'up' })], 'platform');
  assert.deepEqual(log.rows(0, 10), [
    {
      seq: 1,
      time: 12.5,
      clientId: 'd:abc123:sensor:one',
      at: 'platform',
      direction: 'up',
      kind: 'device.event',
      topic: 'iot-2/evt/status/fmt/json',
      preview: '{"t":21}',
      size: 8,
      problems: 0,
    },
  ]);
});

test('a row says what the platform did about a message besides passing it on', async () => {
  const { log, take } = bench();
  const note = { what: 'dropped', reason: 'A Quickstart device may publish once a second.' } as const;
  take([recorded({ note })], 'platform');
  assert.deepEqual(log.rows(1, 10)[0]?.note, note);
  assert.deepEqual((await log.message(1))?.note, note);
});

test('a message has all its bytes and what the judge says now', async () => {
  const { log, take } = bench(() => [{ rule: 'r', severity: 'hint', message: 'Say it shorter.' }]);
  const payload = new Uint8Array(2_000).fill(0x78);
  take([recorded({ payload, qos: 1, retain: true, dup: true })]);
  const { preview, ...message } = (await log.message(1)) ?? assert.fail();
  assert.equal(preview, 'x'.repeat(200));
  assert.deepEqual(new Uint8Array(message.payload), payload);
  assert.deepEqual([message.qos, message.retain, message.dup], [1, true, true]);
  assert.deepEqual([message.severity, message.problems], ['hint', 1]);
  assert.deepEqual(message.findings, [{ rule: 'r', severity: 'hint', message: 'Say it shorter.' }]);
  assert.equal(await log.message(2), undefined);
});

test('the judge sees each message once, and what it says is counted', () => {
  const judged: string[] = [];
  const { log, take } = bench(({ payload }, match) => {
    const kind = match?.kind.name;
    judged.push(`${kind} ${Buffer.from(payload).toString()}`);
    return kind === 'dm.manage'
      ? [
          { rule: 'a', severity: 'warning', message: '' },
          { rule: 'b', severity: 'error', message: '' },
        ]
      : [];
  });
  take([
    recorded({ payload: bytesOf('1') }),
    recorded({ topic: 'iotdevice-1/mgmt/manage', payload: bytesOf('{}') }),
    recorded({ topic: 'nobody/knows', payload: bytesOf('2') }),
    recorded({ topic: '', payload: bytesOf(''), event: { kind: 'connection.closed' } }),
  ]);
  assert.deepEqual(judged, ['device.event 1', 'dm.manage {}', 'undefined 2']);
  assert.deepEqual(
    log.rows(0, 10).map(({ kind, severity, problems }) => [kind, severity, problems]),
    [
      ['device.event', undefined, 0],
      ['dm.manage', 'error', 2],
      [undefined, undefined, 0],
      ['connection.closed', undefined, 0],
    ],
  );
});

test('request and answer name each other, and the rc means what it means for the request', () => {
  const { log, take } = bench();
  take([
    recorded({ direction: 'down', topic: 'iotdm-1/mgmt/initiate/device/reboot', payload: bytesOf({ reqId: 'r1' }), time: 1_000 }),
    recorded({ topic: 'iotdevice-1/response', payload: bytesOf({ rc: 202, reqId: 'r1' }), time: 1_040.5 }),
  ]);
  const [request, answer] = log.rows(1, 2);
  const meaning = returnCodeMeaning(202, kindNamed('dm.reboot'));
  assert.notEqual(meaning, returnCodeMeaning(202));
  assert.deepEqual([request?.reqId, request?.rc, request?.rcMeaning, request?.partner], ['r1', 202, meaning, { seq: 2, ms: 40.5 }]);
  assert.deepEqual([answer?.reqId, answer?.rc, answer?.rcMeaning, answer?.partner], ['r1', 202, meaning, { seq: 1, ms: 40.5 }]);
});

test('an answer finds its request in an earlier batch that was read already', () => {
  const { log, take } = bench();
  take([recorded({ topic: 'iotdevice-1/mgmt/manage', payload: bytesOf({ reqId: 'm' }), time: 5 })]);
  assert.equal(log.rows(1, 1)[0]?.partner, undefined);
  take([recorded({ direction: 'down', topic: 'iotdm-1/response', payload: bytesOf({ rc: '200', reqId: 'm' }), time: 8 })]);
  assert.deepEqual(log.rows(1, 1)[0]?.partner, { seq: 2, ms: 3 });
  assert.equal(log.rows(1, 1)[0]?.rcMeaning, returnCodeMeaning(200, kindNamed('dm.manage')));
});

test('an answer that nobody asked for stands alone, with the general meaning of its rc', () => {
  const { log, take } = bench();
  take([recorded({ topic: 'iotdevice-1/response', payload: bytesOf({ rc: 204, reqId: 'x' }) })]);
  const [row] = log.rows(1, 1);
  assert.deepEqual([row?.rc, row?.rcMeaning, row?.partner], [204, 'changed', undefined]);
});

const hostile: readonly (readonly [what: string, payload: Uint8Array])[] = [
  ['a number that fits nowhere', bytesOf({ rc: 1e300, reqId: 'r' })],
  ['a reqId with every character', bytesOf({ rc: 200, reqId: '\u0000\ud800😀' })],
  ['a very long reqId', bytesOf({ reqId: 'r'.repeat(100_000) })],
  ['no JSON', new Uint8Array([0, 255, 128])],
  ['deep JSON', bytesOf('['.repeat(100_000))],
];

for (const [what, payload] of hostile) {
  test(`takes what a hostile client sends: ${what}`, async () => {
    const { log, take } = bench();
    for (const topic of ['iotdevice-1/response', 'iotdevice-1/mgmt/manage', 'iotdm-1/response']) take([recorded({ topic, payload })]);
    assert.deepEqual(
      log.rows(0, 10).map(({ size }) => size),
      [1, 2, 3].map(() => payload.byteLength),
    );
    assert.deepEqual(new Uint8Array((await log.message(3))?.payload ?? []), payload);
  });
}

test('a request has no rc of its own, whatever its payload claims', () => {
  const { log, take } = bench();
  take([recorded({ topic: 'iotdevice-1/mgmt/manage', payload: bytesOf({ rc: 200, reqId: 'm' }) })]);
  assert.equal(log.rows(1, 1)[0]?.rc, undefined);
});

test('a connection event is a row with a sentence', async () => {
  const { log, take } = bench();
  const event = { kind: 'connection.refused' as const, code: 5, reason: 'The token is wrong.\u202e', advice: 'Issue a new one.' };
  take([recorded({ direction: 'down', topic: '', payload: bytesOf(''), event })]);
  const [row] = log.rows(1, 1);
  assert.deepEqual([row?.kind, row?.preview, row?.size], ['connection.refused', 'The token is wrong.\ufffd Issue a new one.', 0]);
  assert.deepEqual((await log.message(1))?.event, event);
});

test('at most 1,000 rows at once', () => {
  const { log, take } = bench();
  take(Array.from({ length: 1_500 }, () => recorded()));
  assert.equal(log.rows(1, 5_000).length, 1_000);
  assert.equal(log.rows(1_001, 5_000).length, 500);
});

test('received is stored plus not kept, whatever happens', () => {
  const { log, take } = bench();
  take([recorded(), recorded()]);
  log.take(packRecords([{ record: recorded(), at: 'platform' }]), 7);
  assert.deepEqual(log.counters, { received: 10, stored: 3, notKept: 7 });
  log.clear();
  assert.deepEqual(log.counters, { received: 10, stored: 3, notKept: 7 });
  for (let at = 0; at < 40; at++) take(Array.from({ length: 1_000 }, () => recorded({ payload: new Uint8Array(100) })));
  const { received, stored, notKept } = log.counters;
  assert.equal(received, 40_010);
  assert.equal(received, stored + notKept);
  assert.ok(notKept > 7, 'the oldest made room');
  assert.equal(stored, 3 + log.extent.end - log.extent.first);
});

test('it tells that it grew at once, then at most every 100 ms, and a last time', ({ mock }: TestContext) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { grown, take, log } = bench();
  for (let at = 0; at < 5; at++) take([recorded()]);
  assert.deepEqual(
    grown.map(({ extent }) => extent.end),
    [2],
  );
  mock.timers.tick(100);
  assert.deepEqual(
    grown.map(({ extent }) => extent.end),
    [2, 6],
  );
  mock.timers.tick(1_000);
  assert.equal(grown.length, 2);
  log.clear();
  assert.deepEqual(grown.at(-1), { extent: { first: 6, end: 6 }, counters: { received: 5, stored: 5, notKept: 0 } });
});

test('after clearing, an answer does not find a request that is gone', () => {
  const { log, take } = bench();
  take([recorded({ topic: 'iotdevice-1/mgmt/manage', payload: bytesOf({ reqId: 'm' }) })]);
  log.clear();
  take([recorded({ topic: 'iotdm-1/response', payload: bytesOf({ rc: 200, reqId: 'm' }) })]);
  assert.equal(log.rows(2, 1)[0]?.partner, undefined);
});
