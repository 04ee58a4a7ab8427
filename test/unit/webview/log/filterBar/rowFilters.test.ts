import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { compileFilter } from '../../../../../src/filter/compileFilter.ts';
import type { MessageFacts } from '../../../../../src/filter/facts.ts';
import { matches } from '../../../../../src/filter/matches.ts';
import { parseFilter } from '../../../../../src/filter/parseFilter.ts';
import type { LogRow } from '../../../../../src/rpc/log/traffic.ts';
import { catalog } from '../../../../../src/wiotp/catalog.ts';
import { rowFilters } from '../../../../../src/webview/log/filterBar/rowFilters.ts';

const row: LogRow = {
  seq: 1,
  time: 0,
  clientId: 'd:abc123:lamp:l-1',
  at: 'session',
  direction: 'up',
  kind: 'device.event',
  topic: 'iot-2/evt/status/fmt/json',
  preview: '',
  size: 0,
  problems: 0,
};

const columns = (change: Partial<LogRow>): readonly string[] => rowFilters({ ...row, ...change }).map(({ column }) => column);

test('a row offers what it has', () => {
  assert.deepEqual(columns({}), ['client', 'kind', 'event', 'topic', 'direction']);
  assert.deepEqual(columns({ rc: 0, reqId: 'r-1', severity: 'error', problems: 1 }), [
    'client',
    'kind',
    'event',
    'topic',
    'direction',
    'result',
    'answer',
    'problems',
  ]);
  assert.deepEqual(columns({ topic: '', clientId: '', marker: 'x' }), ['kind', 'direction']);
});

test('what nobody could read is no filter', () => {
  assert.ok(!columns({ topic: 'x'.repeat(501) }).includes('topic'));
  assert.ok(columns({ topic: 'x'.repeat(500) }).includes('topic'));
});

/** Texts that mean something to the language, or that a line cannot hold. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'B',
      '"',
      '\\',
      '(',
      ')',
      ',',
      '|',
      '-',
      '*',
      '+',
      '#',
      '/',
      ':',
      ' ',
      '\n',
      '\r',
      '\0',
      '\u202e',
      '\ud83d',
      'İ',
      'Σ',
    ),
    maxLength: 10,
  }),
  fc.constantFrom('or', 'not', '__proto__', 'home/+', '#', '$SYS/#', 'a,b', ') or x'),
);
const topic = fc.oneof(
  text,
  text.map((id) => `iot-2/evt/${id}/fmt/json`),
  text.map((id) => `iot-2/type/t/id/d/cmd/${id}/fmt/bin`),
);

const arbitraryRow = fc
  .record({
    clientId: text,
    topic,
    at: fc.constantFrom('session', 'platform'),
    direction: fc.constantFrom('up', 'down'),
    kind: fc.constantFrom(undefined, ...catalog.map(({ name }) => name)),
    rc: fc.oneof(fc.constantFrom(undefined, 0, -1, 200, 404, 1e21, 2.5), fc.integer()),
    reqId: fc.option(text, { nil: undefined }),
    severity: fc.constantFrom(undefined, 'error', 'warning', 'hint'),
  })
  .map(({ kind, rc, reqId, severity, ...given }): LogRow => {
    const { kind: _none, ...rest } = row;
    return {
      ...rest,
      ...given,
      ...(kind === undefined ? {} : { kind }),
      ...(rc === undefined ? {} : { rc }),
      ...(reqId === undefined ? {} : { reqId }),
      ...(severity === undefined ? {} : { severity }),
    };
  });

test('a row passes each of its filters, also when they have gone through a line of text', () => {
  fc.assert(
    fc.property(arbitraryRow, (given) => {
      for (const { term } of rowFilters(given)) {
        const parsed = parseFilter(term.replace(/[\r\n]/g, ''));
        assert.ok('filter' in parsed, term);
        assert.ok(matches(compileFilter(parsed.filter, 0), factsOf(given), new Uint8Array()), term);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a direction is the one that the arrow shows, whoever saw the message', () => {
  for (const at of ['session', 'platform'] as const)
    for (const direction of ['up', 'down'] as const) {
      const found = rowFilters({ ...row, at, direction }).find(({ column }) => column === 'direction');
      assert.equal(found?.term, `dir:${direction}`);
    }
});

test('an rc that the language has no word for is no filter', () => assert.ok(!columns({ rc: 2.5 }).includes('result')));

function factsOf({ clientId, topic, kind, at, direction, time, size, rc, reqId, severity }: LogRow): MessageFacts {
  return {
    origin: { clientId, topic, ...(kind === undefined ? {} : { kind }) },
    at,
    direction,
    qos: 0,
    retain: false,
    dup: false,
    time,
    size,
    details: {
      ...(rc === undefined ? {} : { rc }),
      ...(reqId === undefined ? {} : { reqId }),
      ...(severity === undefined ? {} : { severity }),
    },
  };
}
