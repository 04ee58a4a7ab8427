import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { ChunkSearch } from '../../../../../src/engine/log/views/chunkSearch.ts';
import { compileFilter } from '../../../../../src/filter/compileFilter.ts';
import type { Filter } from '../../../../../src/filter/filter.ts';
import { matches } from '../../../../../src/filter/matches.ts';
import { arbitraryFacts, arbitraryFilter, arbitraryPayload } from '../../../filter/arbitraryFilter.ts';
import { MemoryLog, type MemoryMessage } from './memoryLog.ts';

const now = Date.parse('2026-11-22T10:45:00Z');

const messages = fc.array(
  fc.tuple(arbitraryFacts, arbitraryPayload).map(([facts, payload]) => ({ facts: { ...facts, size: payload.length }, payload })),
  { maxLength: 12 },
);

describe('a search in chunks', () => {
  it('gives what deciding each message gives', () => {
    fc.assert(
      fc.property(arbitraryFilter, messages, fc.integer({ min: 1, max: 5 }), (filter, all, perChunk) => {
        const log = new MemoryLog(perChunk);
        log.append(...all);
        const plan = compileFilter(filter, now);
        const wanted = [...log.messages].filter(([, { facts, payload }]) => matches(plan, facts, payload)).map(([seq]) => seq);
        assert.deepEqual(passing(log, filter), wanted);
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds a text only where it stands within one payload', () => {
    const log = new MemoryLog(10);
    log.append(...['te', 'mp', 'xtempx', '', 'TEM', 'temp'].map(event));
    assert.deepEqual(passing(log, { text: 'temp' }), [3, 6]);
    assert.deepEqual(passing(log, { text: 'x' }), [3]);
  });

  it('finds texts among many and in large payloads, in whatever order it is asked', () => {
    const log = new MemoryLog(400);
    const large = 'x'.repeat(40_000);
    const texts = Array.from({ length: 400 }, (_, at) => (at % 90 === 7 ? `${large}temp °` : `${at}`));
    log.append(...texts.map(event));
    const wanted = texts.flatMap((text, at) => (text.endsWith('°') ? [at] : []));
    const [chunk] = log.chunks(1, 2);
    assert.ok(chunk !== undefined);
    const indices = Array.from({ length: 400 }, (_, at) => at);
    for (const text of ['temp', '°', 'xTEMP']) {
      const inTurn = new ChunkSearch(log, compileFilter({ text }, now)).in(chunk);
      assert.deepEqual(indices.filter(inTurn), wanted);
      const back = new ChunkSearch(log, compileFilter({ text }, now)).in(chunk);
      assert.deepEqual(indices.toReversed().filter(back).toReversed(), wanted);
    }
  });

  it('reads no payload that another stage decides', () => {
    const log = new MemoryLog(10);
    log.append(...['a', 'b'].map(event));
    assert.deepEqual(passing(log, { all: [{ text: 'a' }, { field: 'kind', values: ['command'] }] }), []);
    assert.deepEqual(passing(log, { any: [{ text: 'a' }, { field: 'size', values: ['<2'] }] }), [1, 2]);
    assert.equal(log.payloadsRead, 0);
  });

  it('takes payloads that have left the log meanwhile for empty', () => {
    const log = new MemoryLog(10);
    log.append(event('temp'), event('24 °C'));
    const [chunk] = log.chunks(1, 3);
    assert.ok(chunk !== undefined);
    const gone = { ...chunk, payloads: () => Buffer.alloc(0) };
    for (const text of ['temp', '°']) {
      const passes = new ChunkSearch(log, compileFilter({ text }, now)).in(gone);
      assert.deepEqual([passes(0), passes(1)], [false, false]);
    }
  });
});

function passing(log: MemoryLog, filter: Filter): readonly number[] {
  const search = new ChunkSearch(log, compileFilter(filter, now));
  const found: number[] = [];
  for (const chunk of log.chunks(1, log.extent.end)) {
    const passes = search.in(chunk);
    for (let index = 0; index < chunk.count; index++) if (passes(index)) found.push(chunk.first + index);
  }
  return found;
}

const origin = { clientId: 'd:abc123:sensor:one', topic: 'iot-2/evt/status/fmt/json', kind: 'device.event' } as const;

function event(text: string): MemoryMessage {
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
