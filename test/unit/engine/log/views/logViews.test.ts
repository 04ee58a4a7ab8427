import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { Logs } from '../../../../../src/engine/log/reading/logs.ts';
import { LogViews } from '../../../../../src/engine/log/views/logViews.ts';
import { compileFilter } from '../../../../../src/filter/compileFilter.ts';
import type { DetailFacts } from '../../../../../src/filter/facts.ts';
import { matches } from '../../../../../src/filter/matches.ts';
import { parseFilter } from '../../../../../src/filter/parseFilter.ts';
import type { LogName } from '../../../../../src/rpc/log/logCalls.ts';
import { isRefusal } from '../../../../../src/wiotp/refusal.ts';
import { arbitraryFacts, arbitraryPayload } from '../../../filter/arbitraryFilter.ts';
import { MemoryLog, type MemoryMessage } from './memoryLog.ts';
import { searched } from './searched.ts';

interface Bench {
  readonly log: MemoryLog;
  readonly logs: Logs;
  readonly views: LogViews;
  readonly changed: LogName[];
}

/** A log with these messages. All of them are one chunk, so that a view has looked at them when it is opened. */
function bench(...texts: readonly string[]): Bench {
  return benchOf(new MemoryLog(100), texts);
}

function benchOf(log: MemoryLog, texts: readonly string[] = []): Bench {
  const [logs, changed] = [new Logs(), [] as LogName[]];
  const views = new LogViews(logs, (name) => changed.push(name));
  log.append(...texts.map((text) => event(text)));
  logs.add('live', log);
  return { log, logs, views, changed };
}

describe('a view', () => {
  it('without a filter shows the log by its numbers', () => {
    const { views, log } = bench('a', 'b', 'c');
    assert.deepEqual(views.open('v', { log: 'live', filter: '' }), { first: 1, end: 4 });
    log.prune(2);
    assert.deepEqual(shown(views, 2, 10), [2, [2, 3]]);
    assert.equal(views.placeOf('v', 1), 2);
    assert.equal(views.placeOf('v', 9), 4);
  });

  it('with a filter shows what passes, by places of its own', () => {
    const { views } = bench('a', 'b', 'a', 'b', 'a');
    assert.deepEqual(views.open('v', { log: 'live', filter: 'a' }), { first: 1, end: 4 });
    assert.deepEqual(shown(views, 1, 10), [1, [1, 3, 5]]);
    assert.deepEqual(shown(views, 2, 1), [2, [3]]);
    assert.deepEqual(
      [0, 1, 2, 3, 5, 6].map((seq) => views.placeOf('v', seq)),
      [1, 1, 2, 2, 3, 4],
    );
  });

  it('grows with its log', () => {
    const { views, log } = bench('a');
    views.open('v', { log: 'live', filter: 'a' });
    log.append(event('b'), event('a'));
    assert.deepEqual(views.extents('live'), { v: { first: 1, end: 3 } });
    assert.deepEqual(shown(views, 1, 10), [1, [1, 3]]);
  });

  it('takes in what passes now, and lets go what no longer does', () => {
    const { views, log } = bench('a', 'b', 'c');
    views.open('v', { log: 'live', filter: 'rc:>=400' });
    log.change(2, { rc: 404 });
    assert.deepEqual(views.extents('live'), { v: { first: 1, end: 2, revision: 1 } });
    log.change(1, { rc: 409 });
    assert.deepEqual(shown(views, 1, 10), [1, [1, 2]]);
    log.change(2, { rc: 200 });
    assert.deepEqual(shown(views, 1, 10), [1, [1]]);
    assert.deepEqual(views.extents('live'), { v: { first: 1, end: 2, revision: 3 } });
  });

  it('keeps the places of its rows when others leave the log', () => {
    const { views, log } = bench('a', 'b', 'a', 'a');
    views.open('v', { log: 'live', filter: 'a' });
    log.prune(3);
    assert.deepEqual(views.extents('live'), { v: { first: 2, end: 4 } });
    assert.deepEqual(shown(views, 1, 10), [2, [3, 4]]);
  });

  it('is empty when its log was cleared, and goes on', () => {
    const { views, log } = bench('a', 'a');
    views.open('v', { log: 'live', filter: 'a' });
    log.clear();
    assert.deepEqual(views.extents('live'), { v: { first: 3, end: 3 } });
    log.append(event('b', { topic: 'other', clientId: 'a' }), event('b'));
    assert.deepEqual(shown(views, 3, 10), [3, [3]]);
  });

  it('forgets what it found for the filter before', () => {
    const { views } = bench('a', 'b');
    views.open('v', { log: 'live', filter: 'a' });
    assert.deepEqual(views.open('v', { log: 'live', filter: 'b' }), { first: 1, end: 2 });
    assert.deepEqual(shown(views, 1, 10), [1, [2]]);
  });

  it('goes on with what it showed when the new filter is wrong', () => {
    const { views } = bench('a', 'b');
    views.open('v', { log: 'live', filter: 'a' });
    assert.throws(
      () => views.open('v', { log: 'live', filter: 'rc:x' }),
      (error) => isRefusal(error) && error.message.includes('is no value of rc'),
    );
    assert.deepEqual(shown(views, 1, 10), [1, [1]]);
  });

  it('that is closed leaves nothing behind, and may be closed again', () => {
    const { views, log } = bench('a');
    views.open('v', { log: 'live', filter: 'a' });
    views.close('v');
    views.close('v');
    assert.equal(log.observers, 0);
    assert.throws(() => views.rows('v', 1, 1), /There is no view v/);
  });

  it('begins anew when its log has another reader, and ends with its log', () => {
    const { views, log, logs } = bench('a');
    views.open('v', { log: 'live', filter: 'a' });
    const other = new MemoryLog();
    other.append(event('b'), event('a'));
    logs.add('live', other);
    assert.deepEqual(shown(views, 1, 10), [1, [2]]);
    assert.equal(log.observers, 0);
    logs.remove('live');
    assert.equal(other.observers, 0);
    assert.deepEqual(views.extents('live'), {});
  });

  it('of a closed log is refused', () => {
    const { views } = bench();
    assert.throws(() => views.open('v', { log: 'file-1', filter: '' }), /This log is closed/);
  });

  it('shows one log and not another', () => {
    const { views, logs } = bench('a');
    const other = new MemoryLog();
    logs.add('file-1', other);
    views.open('v', { log: 'file-1', filter: 'a' });
    assert.deepEqual([views.extents('live'), views.extents('file-1')], [{}, { v: { first: 1, end: 1 } }]);
  });

  it('gives no more than 1,000 rows at once', async () => {
    const { views } = bench(...Array.from({ length: 1_500 }, () => 'a'));
    views.open('v', { log: 'live', filter: 'a' });
    await searched(views);
    assert.equal(views.rows('v', 1, 5_000).rows.length, 1_000);
    assert.equal(views.rows('v', 1, -5).rows.length, 0);
  });

  it('is searched on between other work, and tells when it found more', async () => {
    const { views, log, changed } = benchOf(
      new MemoryLog(),
      Array.from({ length: 60_000 }, () => 'a'),
    );
    const opened = views.open('v', { log: 'live', filter: 'a' });
    assert.ok(opened.searched !== undefined && opened.searched < 1);
    assert.deepEqual(await searched(views), { first: 1, end: 60_001 });
    assert.ok(changed.length > 0);
    log.append(event('a'));
    assert.deepEqual(views.extents('live'), { v: { first: 1, end: 60_002 } });
  });

  it('says at its rows that its log could not be searched', () => {
    const { views, log } = bench('a');
    log.details = () => {
      throw new Error('disk image is malformed');
    };
    views.open('v', { log: 'live', filter: 'rc:200' });
    assert.throws(() => views.rows('v', 1, 1), /The log could not be searched: disk image is malformed/);
  });
});

type Step =
  | { readonly append: readonly MemoryMessage[] }
  | { readonly change: number; readonly details: DetailFacts }
  | { readonly prune: number }
  | { readonly clear: true }
  | { readonly turns: number };

const message = fc
  .tuple(arbitraryFacts, arbitraryPayload)
  .map(([facts, payload]) => ({ facts: { ...facts, size: payload.length }, payload }));

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ append: fc.array(message, { maxLength: 8 }) }) },
    { weight: 4, arbitrary: fc.record({ change: fc.nat(30), details: arbitraryFacts.map(({ details }) => details) }) },
    { weight: 1, arbitrary: fc.record({ prune: fc.nat(30) }) },
    { weight: 1, arbitrary: fc.record({ clear: fc.constant(true as const) }) },
    { weight: 1, arbitrary: fc.record({ turns: fc.nat(3) }) },
  ),
  { maxLength: 15 },
);

const filters = [
  'temp or k',
  'rc:>=400',
  '-problem:none kind:*',
  'is:waiting or is:marker',
  '-(kind:event size:<5)',
  'time:>2000-01-01 -ü',
];

describe('whatever happens to a log', () => {
  it('a view shows the rows that pass, in order, and keeps their places until its revision rises', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...filters), steps, async (filter, all) => {
        const { views, log } = benchOf(new MemoryLog());
        views.open('v', { log: 'live', filter });
        let before = { revision: undefined as number | undefined, places: new Map<number, number>() };
        for (const step of all) {
          await run(log, step);
          const extent = await searched(views);
          const wanted = passing(log, filter);
          const { first, end, revision } = extent;
          assert.deepEqual(shown(views, first, end - first), [first, wanted]);
          assert.equal(end - first, wanted.length);
          const places = new Map(wanted.map((seq, at) => [seq, first + at]));
          for (const [seq, place] of places) {
            assert.equal(views.placeOf('v', seq), place);
            if (revision === before.revision) assert.equal(before.places.get(seq) ?? place, place);
          }
          before = { revision, places };
        }
        views.close('v');
        assert.equal(log.observers, 0);
      }),
      { numRuns: 300 },
    );
  });
});

async function run(log: MemoryLog, step: Step): Promise<void> {
  if ('append' in step) log.append(...step.append);
  else if ('change' in step) log.change(step.change, step.details);
  else if ('prune' in step) log.prune(step.prune);
  else if ('clear' in step) log.clear();
  else for (let turn = 0; turn < step.turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function passing(log: MemoryLog, filter: string): readonly number[] {
  const parsed = parseFilter(filter);
  assert.ok('filter' in parsed);
  const plan = compileFilter(parsed.filter, Date.now());
  return [...log.messages].filter(([, { facts, payload }]) => matches(plan, facts, payload)).map(([seq]) => seq);
}

function shown(views: LogViews, place: number, count: number): [from: number, seqs: readonly number[]] {
  const { from, rows } = views.rows('v', place, count);
  return [from, rows.map(({ seq }) => seq)];
}

const usual = { clientId: 'd:1', topic: 'iot-2/evt/e/fmt/json', kind: 'device.event' } as const;

function event(text: string, origin: MemoryMessage['facts']['origin'] = usual): MemoryMessage {
  const payload = Buffer.from(text);
  const facts = {
    origin,
    at: 'session',
    direction: 'up',
    qos: 0,
    retain: false,
    dup: false,
    time: 0,
    size: payload.length,
    details: {},
  } as const;
  return { facts, payload };
}
