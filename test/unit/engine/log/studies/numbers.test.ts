import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as fc from 'fast-check';
import { logServer } from '../../../../../src/engine/log/logServer.ts';
import { packRecords } from '../../../../support/engine/packRecords.ts';
import type { SeriesQuestion } from '../../../../../src/rpc/log/logStudies.ts';
import type { TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';

const open: { close(): unknown }[] = [];
after(() => open.map((log) => log.close()));

/** A log in memory that holds these records. */
async function logOf(records: readonly TrafficRecord[]) {
  const ignore = (): void => undefined;
  const log = logServer({ grew: ignore, exported: ignore, store: ignore, schemas: ignore });
  open.push(log);
  await log.openStore(undefined);
  // What is older would leave the log while it is studied.
  await log.setRetention({ megabytes: 200, days: 36_500 });
  const packed = packRecords(records.map((record) => ({ record, at: 'session' as const })));
  await log.take(packed, { session: 0, platform: 0 });
  const { first } = await log.extent();
  return {
    sources: async (clientId?: string) => log.plotSources('live', clientId),
    series: async (question: Pick<SeriesQuestion, 'sources'> & Partial<SeriesQuestion>) => {
      const { series, next } = await log.series('live', { from: 0, points: 1_000, ...question });
      return { series: series.map(({ times, values }) => ({ times: [...times], values: [...values] })), next: next - first };
    },
  };
}

const clientId = 'd:abc123:sensor:one';
const topic = 'iot-2/evt/status/fmt/json';

test('numbers are found by client, topic and pointer, the busiest first, with their last values', async () => {
  const log = await logOf([
    recorded({ payload: bytesOf({ d: { t: 1, on: true } }) }),
    recorded({ payload: bytesOf({ d: { t: 2, h: 40 } }) }),
    recorded({ clientId: 'd:abc123:sensor:two', payload: bytesOf({ d: { t: 7 } }) }),
    recorded({ topic: 'iot-2/cmd/set/fmt/json', direction: 'down', payload: bytesOf({ to: 5 }) }),
    recorded({ topic: 'iotdevice-1/response', payload: bytesOf({ rc: 200, reqId: 'x' }) }),
    recorded({ topic: 'iot-2/evt/log/fmt/txt', payload: bytesOf('all is well') }),
  ]);
  const found = await log.sources();
  assert.deepEqual(found[0], { clientId, topic, pointer: '/d/t', count: 2, last: 2 });
  assert.deepEqual(found.map(({ clientId, pointer }) => `${clientId.slice(-3)} ${pointer}`).toSorted(), [
    'one /d/h',
    'one /d/t',
    'one /to',
    'two /d/t',
  ]);
  assert.deepEqual(await log.sources('d:abc123:sensor:two'), [
    { clientId: 'd:abc123:sensor:two', topic, pointer: '/d/t', count: 1, last: 7 },
  ]);
});

test('of a topic only the latest messages are looked at, so that a busy one hides none', async () => {
  const rare = recorded({ topic: 'iot-2/evt/rare/fmt/json', payload: bytesOf({ r: 1 }) });
  const log = await logOf([rare, ...Array.from({ length: 2_500 }, (_, n) => recorded({ payload: bytesOf({ n }) }))]);
  const found = await log.sources();
  assert.deepEqual(
    found.map(({ pointer, count, last }) => ({ pointer, count, last })),
    [
      { pointer: '/n', count: 200, last: 2_499 },
      { pointer: '/r', count: 1, last: 1 },
    ],
  );
});

test('new names with each message do not fill the list', async () => {
  const log = await logOf(Array.from({ length: 150 }, (_, n) => recorded({ payload: bytesOf({ [`a${n}`]: 1, [`b${n}`]: 1 }) })));
  assert.equal((await log.sources()).length, 200);
});

test('series go on from where they ended', async () => {
  const values = [5, 6, 7];
  const log = await logOf(values.map((t, at) => recorded({ time: 1_000 + at, payload: bytesOf({ t }) })));
  const sources = [{ clientId, topic, pointer: '/t' }];
  const { series, next } = await log.series({ sources });
  assert.deepEqual(series, [{ times: [1_000, 1_001, 1_002], values }]);
  assert.equal(next, 3);
  assert.deepEqual((await log.series({ sources, since: 1_001, until: 1_001 })).series, [{ times: [1_001], values: [6] }]);
});

test('what is asked for and is not there is an empty line', async () => {
  const log = await logOf([recorded({ payload: bytesOf({ t: '1' }) })]);
  const sources = [
    { clientId, topic, pointer: '/t' },
    { clientId: 'd:abc123:sensor:none', topic, pointer: '/t' },
    { clientId, topic, pointer: '/__proto__/x' },
  ];
  assert.deepEqual(
    (await log.series({ sources })).series,
    sources.map(() => ({ times: [], values: [] })),
  );
});

const reading = fc.record({
  client: fc.constantFrom('one', 'two'),
  event: fc.constantFrom('a', 'b'),
  t: fc.option(fc.integer(), { nil: undefined }),
  big: fc.boolean(),
});

test('series are what a plain look at every message gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(reading, { maxLength: 60 }), async (readings) => {
      const log = await logOf(
        readings.map(({ client, event, t, big }, at) =>
          recorded({
            clientId: `d:abc123:sensor:${client}`,
            topic: `iot-2/evt/${event}/fmt/json`,
            time: 1_000 + at,
            payload: bytesOf({ d: { t }, rest: big ? 'x'.repeat(60_000) : '' }),
          }),
        ),
      );
      const asked = [
        ['one', 'a'],
        ['two', 'b'],
      ] as const;
      const sources = asked.map(([client, event]) => ({
        clientId: `d:abc123:sensor:${client}`,
        topic: `iot-2/evt/${event}/fmt/json`,
        pointer: '/d/t',
      }));
      const expected = asked.map(([client, event]) => {
        const mine = readings.flatMap((each, at) =>
          each.client === client && each.event === event && each.t !== undefined ? [{ at, t: each.t }] : [],
        );
        return { times: mine.map(({ at }) => 1_000 + at), values: mine.map(({ t }) => t) };
      });
      assert.deepEqual((await log.series({ sources })).series, expected);
    }),
    { numRuns: 20 },
  );
});
