import assert from 'node:assert/strict';
import { mock, test, type TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Breath } from '../../../../../src/engine/log/breath.ts';
import type { LogReader } from '../../../../../src/engine/log/reading/logReader.ts';
import { fileClosed } from '../../../../../src/engine/log/reading/whyClosed.ts';
import { compareBoots } from '../../../../../src/engine/log/studies/compareBoots.ts';
import { conversationOf, recentActions } from '../../../../../src/engine/log/studies/conversationOf.ts';
import { lookUp } from '../../../../../src/engine/log/studies/lookUp.ts';
import { plotSources, seriesOf } from '../../../../../src/engine/log/studies/numbers.ts';
import { previousOfTopic } from '../../../../../src/engine/log/studies/previousOfTopic.ts';
import { knownWords } from '../../../../../src/engine/log/views/knownWords.ts';
import type { TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';

const clientId = 'd:abc123:sensor:one';
const topic = 'iot-2/evt/status/fmt/json';
const connect: Partial<TrafficRecord> = { topic: '', payload: new Uint8Array(), event: { kind: 'connection.open' } };
const observe: Partial<TrafficRecord> = {
  direction: 'down',
  topic: 'iotdm-1/observe',
  payload: bytesOf({ reqId: 'o', d: { fields: [{ field: 'location' }] } }),
};
const notify = (at: number): Partial<TrafficRecord> => ({
  topic: 'iotdevice-1/notify',
  payload: bytesOf({ reqId: `r${at}`, d: { fields: [{ field: 'location' }] } }),
});

/** Five thousand messages: boots of one client, of which every third message is Device Management: in the last one, of one observation. */
function filled(): LogBench {
  const bench = new LogBench();
  const message = (at: number): Partial<TrafficRecord> => {
    if (at === 0 || at === 4_999) return { topic: 'iot-2/evt/rare/fmt/json' };
    if (at === 100 || at === 2_000) return connect;
    if (at === 2_001) return observe;
    return at % 3 === 0 ? notify(at) : { payload: bytesOf({ t: at }) };
  };
  bench.take(Array.from({ length: 5_000 }, (_, at) => recorded({ time: 1_000 + at, ...message(at) })));
  return bench;
}

const last = 5_000;
const sources = [{ clientId, topic, pointer: '/t' }];
/** Conversations are read, taken apart into actions and made steps of, a message at a time each. */
const studies: readonly (readonly [what: string, study: (log: LogReader) => Promise<unknown>, leastBreaths: number])[] = [
  ['finding numbers', (log) => plotSources(log, undefined), 200],
  ['a series', (log) => seriesOf(log, { sources, from: 0, points: 100 }), 3_000],
  ['comparing boots', (log) => compareBoots(log, last), 4_800],
  ['the previous message of a topic', (log) => previousOfTopic(log, last), 3],
  ['a conversation', (log) => conversationOf(log, 4_999), 3_000],
  ['recent actions', (log) => recentActions(log), 2_000],
  ['looking up a reqId', (log) => lookUp(log, { reqId: 'none' }), 5],
  ['looking up a topic', (log) => lookUp(log, { topic: 'none' }), 5],
  ['the words that a filter can name', (log) => knownWords(log), 5],
];

/** Counts what is read of a log: chunks, payloads and rows. */
function counting(log: LogReader, read: () => void): LogReader {
  const counted = <T>(value: T): T => {
    read();
    return value;
  };
  return {
    get extent() {
      return log.extent;
    },
    rows: (from, end) => counted(log.rows(from, end)),
    message: (seq) => log.message(seq),
    stored: (from, end) => counted(log.stored(from, end)),
    *chunks(from, end) {
      for (const chunk of log.chunks(from, end)) yield counted({ ...chunk, payloads: () => counted(chunk.payloads()) });
    },
    origin: (id) => log.origin(id),
    details: (from, end) => counted(log.details(from, end)),
    observe: (observer) => log.observe(observer),
  };
}

/** Has a breath due whenever work asks, and calls `taken` with how many were taken. */
function alwaysDue(context: TestContext, taken: (count: number) => void): void {
  let count = 0;
  mock.getter(Breath.prototype, 'isDue', () => true);
  mock.method(Breath.prototype, 'take', () => {
    taken(++count);
    return setImmediate();
  });
  context.after(() => mock.restoreAll());
}

for (const [what, study, leastBreaths] of studies) {
  test(`${what} asks for a breath after every little piece`, async (context) => {
    let [reads, most, breaths] = [0, 0, 0];
    alwaysDue(context, (count) => {
      most = Math.max(most, reads);
      [reads, breaths] = [0, count];
    });
    await study(counting(filled().reader, () => reads++));
    assert.ok(Math.max(most, reads) <= 5, `${most} reads between two breaths`);
    assert.ok(breaths >= leastBreaths, `${breaths} breaths`);
  });

  test(`${what} ends when its log is closed`, async (context) => {
    const { reader } = filled();
    alwaysDue(context, (count) => {
      if (count === 2) reader.close(fileClosed());
    });
    await assert.rejects(study(reader), fileClosed());
  });

  test(`${what} ends quietly when its log is cleared`, async (context) => {
    const { log, reader } = filled();
    let breaths = 0;
    alwaysDue(context, (count) => {
      breaths = count;
      if (count === 2) log.clear();
    });
    await study(reader);
    // What it has read already, a chunk of a thousand, it may look at to the end.
    assert.ok(breaths >= 2 && breaths < 1_000, `${breaths} breaths`);
  });
}
