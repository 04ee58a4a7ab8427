import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { fixAll } from '../../../src/lint/fixAll.ts';
import { lintPayload } from '../../../src/lint/lintPayload.ts';
import type { Problem } from '../../../src/lint/problem.ts';
import { rules } from '../../../src/lint/rules.ts';
import { catalog, type CatalogKind } from '../../../src/wiotp/catalog.ts';
import { broughtBy } from './broughtBy.ts';
import { fixed, found, lint } from './support.ts';

const kinds = catalog.filter(({ topic, call }) => topic !== undefined || call !== undefined);
const anyKind = fc.constantFrom(...kinds);

/** Member names and values that rules look at, so that random payloads come near the protocol. */
const name = fc.oneof(
  fc.constantFrom('d', 'reqId', 'rc', 'fields', 'field', 'value', 'data', 'lifetime', 'supports', 'metadata', 'deviceInfo', 'severity'),
  fc.constantFrom(
    'message',
    'timestamp',
    'longitude',
    'latitude',
    'state',
    'url',
    'altitude',
    'logData',
    'errorCode',
    'action',
    'Request',
    'RC',
  ),
  fc.constantFrom('__proto__', 'constructor', 'a b', '\ud800', ''),
  fc.constantFrom('lat', 'lng', 'requestId', 'reqid', 'response_code', 'deviceactions', 'firmwareAction', 'measuredDateTime', 'fwversion'),
);
const leaf = fc.oneof(
  fc.constantFrom<unknown>(0, 1, 60, 3600, 202, -1, 1.5, 1e300, true, false, null, '', '60', 'true', 'mgmt.firmware', 'location'),
  fc.constantFrom('2026-03-01T10:00:00', '2026-03-01T10:00:00Z', '2026-3-1 9:05:07', '1970-01-01T00:00:00Z', '\udc00', 'a\u0000b'),
  fc.constantFrom<unknown>(
    1714560000,
    '1714560000',
    '2026-02-29T10:00:00Z',
    '20260301T1000Z',
    '2026-03-01t10:00:00z',
    '{"a":1}',
    'firmware',
    '0',
  ),
  fc.constantFrom<unknown>(100, -120, 0.5, 'publish', '276', 'device/factory_reset', 'AQ==', 'not base64!', {}, []),
  fc.string(),
);
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
  ),
}));
/** An example of the catalog with some values put elsewhere, left out or changed: near to what is right. */
const nearlyRight = fc
  .tuple(fc.constantFrom(...kinds.flatMap(({ examples }) => examples)), fc.array(fc.tuple(fc.nat(), name, leaf), { maxLength: 3 }))
  .map(([example, changes]) => changes.reduce(changed, example));
const wellFormed = fc
  .tuple(fc.oneof(anyValue, nearlyRight), fc.constantFrom(undefined, 1, '\t'))
  .map(([value, indent]) => JSON.stringify(value, undefined, indent));
/** JSON cut, doubled or with something thrown in. */
const nearlyJson = fc
  .tuple(wellFormed, fc.nat(), fc.constantFrom('', '"', '{', '}', ']', ',', '\\', '/*', '//', '\uFEFF', '\u0000', '"reqId": a-1', '\r\n'))
  .map(([text, at, more]) => text.slice(0, at % (text.length + 1)) + more + text.slice(at % (text.length + 1)));
const anyText = fc.oneof(wellFormed, nearlyJson, fc.string(), fc.string({ unit: 'binary' }));

describe('lintPayload, whatever the text,', () => {
  it('never throws, and gives ranges within the text, in order, of known rules', () => {
    fc.assert(
      fc.property(anyText, anyKind, (text, kind) => {
        let before = 0;
        for (const { rule, severity, range, fix, message } of lintPayload(text, kind)) {
          assert.ok(range.start >= before && range.start <= range.end && range.end <= text.length);
          assert.equal(rules[rule as keyof typeof rules].severity, severity);
          assert.match(message, /^[^]+[.?]$/);
          for (const edit of fix?.edits ?? []) assert.ok(edit.start >= 0 && edit.start <= edit.end && edit.end <= text.length);
          before = range.start;
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('reports everything that is not JSON', () => {
    fc.assert(
      fc.property(anyText, anyKind, (text, kind) => {
        if (isJson(text)) return;
        assert.ok(lintPayload(text, kind).some(({ rule }) => /^json\/(syntax|comment|free-payload)$/.test(rule)));
      }),
      { numRuns: 1000 },
    );
  });

  it('offers only fixes that remove their problem', () => {
    fc.assert(
      fc.property(anyText, anyKind, (text, kind) => {
        const problems = lintPayload(text, kind);
        for (const problem of problems) {
          if (problem.fix === undefined) continue;
          const after = lintPayload(fixed(text, problem), kind);
          assert.ok(count(after, problem) < count(problems, problem), `${problem.rule} in ${text}`);
          assert.ok(!isJson(text) || isJson(fixed(text, problem)), `${problem.rule} leaves no JSON of ${text}`);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('offers only fixes that bring no other problem but in what they change', () => {
    fc.assert(
      fc.property(wellFormed, anyKind, (text, kind) => {
        const problems = lintPayload(text, kind);
        for (const problem of problems) {
          if (problem.fix === undefined) continue;
          const after = fixed(text, problem);
          assert.deepEqual(broughtBy(problem.fix, problems, lintPayload(after, kind), after), [], `${problem.rule} in ${text}`);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('fixes all in some rounds, and leaves nothing that has a fix', () => {
    fc.assert(
      fc.property(wellFormed, anyKind, (text, kind) => {
        const clean = fixRounds(text, kind, 5);
        assert.deepEqual(
          lintPayload(clean, kind).filter(({ fix }) => fix !== undefined),
          [],
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('lintPayload', () => {
  it('counts columns in UTF-16 units, whatever the line ends', () => {
    const text = '{\r\n\t"d": { "metadata": { "\u{1f600}": "\u{1f600}\ud800" },\r\n\t\t"lifetime":\t60 },\r\n\t"reqId": "r"\r\n}\r\n';
    assert.deepEqual(found('dm.manage', text), ['dm/lifetime 60']);
    assert.equal(lint('dm.manage', text)[0]?.range.start, text.indexOf('60'));
  });

  it('takes the last of two members with one name, as a parser does', () => {
    assert.deepEqual(found('dm.manage', '{"d":{"lifetime":60,"lifetime":3600},"reqId":"r"}'), []);
    const text = '{"d":{"lifetime":60},"d":{"lifetime":61},"reqId":"r"}';
    assert.deepEqual(found('dm.manage', text), ['dm/lifetime 61']);
  });

  it('tells one problem for one mistake', () => {
    assert.deepEqual(found('dm.addLog', { d: { message: 'm', timestamp: 5, severity: 'high' }, reqId: 'r' }), [
      'schema/date-time 5',
      'schema/type "high"',
    ]);
  });
});

/** A copy of a value with one change: of its members, or somewhere inside them. */
function changed(value: unknown, [at, key, leafValue]: readonly [number, string, unknown]): unknown {
  if (typeof value !== 'object' || value === null) return leafValue;
  if (Array.isArray(value)) return value.map((entry: unknown) => changed(entry, [at, key, leafValue]));
  const entries = Object.entries(value);
  const [chosen, inner] = entries[at % (entries.length + 1)] ?? [key, leafValue];
  if (at % 3 === 0) return Object.fromEntries(entries.filter(([own]) => own !== chosen));
  if (at % 3 === 1) return Object.fromEntries([...entries.filter(([own]) => own !== chosen), [key, inner]]);
  return Object.fromEntries([...entries, [chosen, changed(inner, [Math.floor(at / 3), key, leafValue])]]);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function count(problems: readonly Problem[], { rule, message }: Problem): number {
  return problems.filter((problem) => problem.rule === rule && problem.message === message).length;
}

function fixRounds(text: string, kind: CatalogKind, rounds: number): string {
  let now = text;
  for (let round = 0; round < rounds; round++) now = fixAll(now, lintPayload(now, kind));
  return now;
}
