import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Path } from '../../../src/lint/finding.ts';
import { locate } from '../../../src/lint/locate.ts';

const space = fc.constantFrom('', ' ', '\n', '\r\n\t', '  ');

describe('locate', () => {
  it('finds every value and every key of any JSON, however it is spaced', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), space, space, (value, before, after) => {
        const text = spaced(value, before, after);
        const paths = [...pathsOf(value)];
        const rangeOf = locate(
          text,
          paths.map(({ path }) => ({ path, part: 'value' })),
        );
        for (const { path, value: wanted } of paths) {
          const range = rangeOf({ path, part: 'value' });
          assert.equal(text.slice(range.start, range.end), spaced(wanted, before, after).trim());
          const name = path.at(-1);
          if (typeof name !== 'string') continue;
          const key = rangeOf({ path, part: 'key' });
          assert.equal(JSON.parse(text.slice(key.start, key.end)), name);
        }
      }),
    );
  });

  it('finds the same with the payload as without it, whatever stands twice', () => {
    const text = fc
      .array(fc.constantFrom('{"a":', '{"b":1,"a":', '{"a":"b","ab":0,"b":', '{"\\u0061":', '[', '{"":'), { maxLength: 8 })
      .map((parts) => parts.reduceRight((inside, part) => `${part}${inside}${part === '[' ? ']' : ',"b" : 2}'}`, '{ "a":"b" }'));
    fc.assert(
      fc.property(text, (whole) => {
        const payload: unknown = JSON.parse(whole);
        for (const { path } of pathsOf(payload)) {
          for (const part of ['value', 'key', 'object'] as const) {
            const place = { path, part };
            assert.deepEqual(locate(whole, [place], payload)(place), locate(whole, [place])(place));
          }
        }
      }),
    );
  });

  it('gives the nearest thing around a place that does not exist', () => {
    const text = '{"a":{"b":[1]}}';
    const cases: readonly (readonly [Path, string])[] = [
      [['x'], text],
      [['a', 'x', 'y'], '{"b":[1]}'],
      [['a', 'b', 1], '[1]'],
      [['a', 'b', 0, 'x'], '1'],
    ];
    for (const [path, expected] of cases) {
      const place = { path, part: 'value' } as const;
      const { start, end } = locate(text, [place], JSON.parse(text))(place);
      assert.equal(text.slice(start, end), expected);
    }
  });

  it('shows what an object lacks at its key, or at its brace', () => {
    const text = ' {"a":{}} ';
    const rangeOf = locate(text, [{ path: ['a'], part: 'object' }]);
    assert.deepEqual(rangeOf({ path: ['a'], part: 'object' }), { start: 2, end: 5 });
    assert.deepEqual(rangeOf({ path: [], part: 'object' }), { start: 1, end: 2 });
  });

  it('does not find in the last of two members what only the first has', () => {
    const text = '{"a":{"b":1},"a":{"c":2}}';
    const place = { path: ['a', 'b'], part: 'value' } as const;
    const { start, end } = locate(text, [place])(place);
    assert.equal(text.slice(start, end), '{"c":2}');
  });

  it('reads keys with escapes', () => {
    const text = '{"\\u0061\\"":1,"\\\\":2}';
    const places = [{ path: ['a"'], part: 'value' } as const, { path: ['\\'], part: 'value' } as const];
    const rangeOf = locate(text, places);
    assert.deepEqual(
      places.map((place) => text.slice(rangeOf(place).start, rangeOf(place).end)),
      ['1', '2'],
    );
  });
});

/** JSON with white space around everything. */
function spaced(value: unknown, before: string, after: string): string {
  if (Array.isArray(value)) return `${before}[${value.map((one) => spaced(one, before, after)).join(',') || before}]${after}`;
  if (typeof value !== 'object' || value === null) return before + JSON.stringify(value) + after;
  const members = Object.entries(value).map(([key, one]) => `${before}${JSON.stringify(key)}${after}:${spaced(one, before, after)}`);
  return `${before}{${members.join(',') || after}}${after}`;
}

function* pathsOf(value: unknown, path: Path = []): Generator<{ path: Path; value: unknown }> {
  yield { path, value };
  if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* pathsOf(one, [...path, index]);
  else if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) yield* pathsOf(one, [...path, key]);
}
