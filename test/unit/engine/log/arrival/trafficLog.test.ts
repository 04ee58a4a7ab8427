import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import type { Judge } from '../../../../../src/engine/log/verdicts/judge.ts';
import type { LogCounters } from '../../../../../src/rpc/log/logCalls.ts';
import type { SeenAt, TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { kindNamed } from '../../../../../src/wiotp/catalog.ts';
import { returnCodeMeaning } from '../../../../../src/wiotp/returnCodes.ts';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';

interface Bench {
  readonly log: LogBench;
  readonly grown: LogBench['grown'];
  readonly take: (records: readonly TrafficRecord[], at?: SeenAt) => void;
}

function bench(judge: Judge = () => []): Bench {
  const log = new LogBench({ bench: { judge }, memoryBytes: 1_000_000 });
  return { log, grown: log.grown, take: (records, at) => log.take(records, at) };
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

/** Everything that was counted adds up. */
function assertAddsUp(counters: LogCounters): void {
  for (const source of Object.values(counters)) {
    const { arrived, received, sent, events, lost, stored, repeated, pruned, cleared, dropped, kinds } = source;
    assert.equal(arrived, received + sent + events + lost);
    assert.equal(arrived, stored + repeated + lost);
    assert.equal(
      arrived - lost,
      Object.values(kinds).reduce((sum, count) => sum + count, 0),
    );
    assert.ok(stored >= pruned + cleared + dropped);
  }
}

const happened = {
  event: recorded(),
  command: recorded({ direction: 'down', topic: 'iot-2/cmd/reset/fmt/json' }),
  unknown: recorded({ topic: '__proto__' }),
  refusal: recorded({ topic: '', payload: bytesOf(''), event: { kind: 'connection.refused', code: 5 } }),
  marker: recorded({ topic: '', clientId: '', payload: bytesOf(''), marker: 'flashed' }),
  request: recorded({ topic: 'iotdevice-1/mgmt/manage', payload: bytesOf({ reqId: 'm' }) }),
  large: recorded({ payload: new Uint8Array(5_000) }),
};

const happenings = fc.array(
  fc.record({
    at: fc.constantFrom<SeenAt>('session', 'platform'),
    count: fc.nat({ max: 300 }),
    what: fc.constantFrom(...(Object.keys(happened) as (keyof typeof happened)[])),
    lost: fc.record({ session: fc.nat({ max: 5 }), platform: fc.nat({ max: 5 }) }, { noNullPrototype: true }),
  }),
  { maxLength: 40 },
);

test('every counter adds up, whatever happens', () => {
  fc.assert(
    fc.property(happenings, (all) => {
      const { log } = bench();
      let arrived = 0;
      for (const { at, count, what, lost } of all) {
        log.take(
          Array.from({ length: count }, () => happened[what]),
          at,
          lost,
        );
        arrived += count + lost.session + lost.platform;
        assertAddsUp(log.log.counters);
      }
      const { session, platform } = log.log.counters;
      assert.equal(session.arrived + platform.arrived, arrived);
    }),
    { numRuns: 30 },
  );
});

test('what a client sends is sent at a session and received at the platform, and each source has its own numbers', () => {
  const { log } = bench();
  const { event, command, refusal } = happened;
  log.take([event, command, event, refusal], 'session');
  log.take([event, command, command], 'platform', { session: 0, platform: 7 });
  const { session, platform } = log.log.counters;
  const nothingElse = { repeated: 0, pruned: 0, cleared: 0, dropped: 0 };
  const kinds = { 'device.event': 2, 'device.command': 1, 'connection.refused': 1 };
  assert.deepEqual(session, { arrived: 4, received: 1, sent: 2, events: 1, lost: 0, stored: 4, ...nothingElse, kinds });
  const platformKinds = { 'device.event': 1, 'device.command': 2 };
  assert.deepEqual(platform, { arrived: 10, received: 1, sent: 2, events: 0, lost: 7, stored: 3, ...nothingElse, kinds: platformKinds });
});

test('what had to make room in memory is not kept, and counted with its source; what was deleted is', () => {
  const { log, take } = bench();
  take([recorded(), recorded()]);
  log.log.clear();
  assert.equal(log.log.counters.session.stored, 2);
  const many = Array.from({ length: 1_000 }, () => recorded({ payload: new Uint8Array(100) }));
  for (let at = 0; at < 40; at++) take(many, at % 2 === 0 ? 'session' : 'platform');
  const { session, platform } = log.log.counters;
  assertAddsUp(log.log.counters);
  assert.ok(session.dropped > 0 && platform.dropped > 0, 'the oldest made room');
  const { first, end } = log.reader.extent;
  assert.deepEqual([session.cleared, platform.cleared], [2, 0]);
  assert.equal(session.stored - 2 - session.dropped + platform.stored - platform.dropped, end - first);
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
  log.log.clear();
  const { extent, counters } = grown.at(-1) ?? assert.fail();
  assert.deepEqual([extent, counters.session.stored], [{ first: 6, end: 6 }, 5]);
});

test('after clearing, an answer does not find a request that is gone', () => {
  const { log, take } = bench();
  take([recorded({ topic: 'iotdevice-1/mgmt/manage', payload: bytesOf({ reqId: 'm' }) })]);
  log.log.clear();
  take([recorded({ topic: 'iotdm-1/response', payload: bytesOf({ rc: 200, reqId: 'm' }) })]);
  assert.equal(log.rows(2, 1)[0]?.partner, undefined);
});
