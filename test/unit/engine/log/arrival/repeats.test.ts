import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConnectionEvent, SeenAt, TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { recorded } from '../../../../support/engine/messages.ts';

const unknown: ConnectionEvent = { kind: 'connection.refused', peer: '192.168.1.40:5001', code: 5, reason: 'It is not registered.' };

function event(happened: ConnectionEvent, facts: Partial<TrafficRecord> = {}): TrafficRecord {
  return recorded({ topic: '', payload: new Uint8Array(0), event: happened, ...facts });
}

function openLog(): { log: LogBench; take: (record: TrafficRecord, at?: SeenAt) => void; listed: () => (number | undefined)[] } {
  const log = new LogBench();
  return {
    log,
    take: (record, at = 'platform') => log.take([record], at),
    listed: () => log.rows(1, 1000).map(({ times }) => times),
  };
}

test('a refusal that comes again is counted in its first row, with the time of the last', async () => {
  const { log, take, listed } = openLog();
  take(event(unknown, { time: 10 }));
  take(event({ ...unknown, peer: '192.168.1.40:5002' }, { time: 20 }));
  assert.equal(log.reader.extent.revision, 1, 'readers fetch the row again');
  take(event({ ...unknown, peer: '192.168.1.40:5003' }, { time: 30 }));
  assert.deepEqual(listed(), [3]);
  const { event: kept, time } = (await log.message(1)) ?? assert.fail();
  assert.deepEqual([time, kept?.repeated], [10, { times: 3, last: 30 }]);
  const { arrived, events, stored, repeated } = log.log.counters.platform;
  assert.deepEqual([arrived, events, stored, repeated], [3, 3, 1, 2]);
});

const listedAnew: readonly (readonly [what: string, record: TrafficRecord, at?: SeenAt])[] = [
  ['another reason', event({ ...unknown, reason: 'The token is wrong.' })],
  ['another code', event({ ...unknown, code: 2 })],
  ['another client', event(unknown, { clientId: 'd:abc123:sensor:two' })],
  ['another address', event({ ...unknown, peer: '192.168.1.41:5001' })],
  ['a session of ours', event(unknown), 'session'],
];

for (const [what, record, at] of listedAnew) {
  test(`a refusal is listed anew for ${what}`, () => {
    const { take, listed } = openLog();
    take(event(unknown));
    take(record, at);
    assert.deepEqual(listed(), [undefined, undefined]);
  });
}

test('a client that was let in meanwhile, and a log that was emptied, begin anew', () => {
  const { log, take, listed } = openLog();
  take(event(unknown));
  take(event({ kind: 'connection.open', peer: '192.168.1.40:5002' }));
  take(event(unknown));
  assert.deepEqual(listed(), [undefined, undefined, undefined]);
  log.log.clear();
  take(event(unknown));
  assert.deepEqual(listed(), [undefined]);
});

test('of many different refusals the latest are remembered', () => {
  const { take, listed } = openLog();
  const from = (client: number): TrafficRecord => event(unknown, { clientId: `d:abc123:sensor:${client}` });
  for (let client = 0; client <= 200; client++) take(from(client));
  take(from(200));
  take(from(0));
  assert.deepEqual(listed().slice(199), [undefined, 2, undefined]);
});
