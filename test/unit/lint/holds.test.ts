import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { holds } from '../../../src/lint/holds.ts';

const table: readonly (readonly [value: unknown, wanted: unknown, is: boolean])[] = [
  [{ a: 1, b: 2 }, { a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, true],
  [{ a: 1 }, {}, true],
  [[], {}, false],
  [null, {}, false],
  [{ a: null }, { a: null }, true],
  [{}, { a: null }, false],
  [{ a: 1.0 }, { a: 1 }, true],
  [{ a: '1' }, { a: 1 }, false],
  [{ a: [1, 2] }, { a: [1, 2] }, true],
  [{ a: [1, 2] }, { a: [1] }, false],
  [{ a: [1, 2] }, { a: [2, 1] }, false],
  [{ a: { length: 0 } }, { a: [] }, false],
  [
    {
      fields: [
        { field: 'x', value: 1 },
        { field: 'y', value: 2 },
      ],
    },
    { fields: [{ field: 'y' }] },
    true,
  ],
  [{ fields: [{ field: 'x', value: 1 }] }, { fields: [{ field: 'x', value: 2 }] }, false],
  [{ fields: [{ field: 'x', value: { a: 1, b: 2 } }] }, { fields: [{ field: 'x', value: { b: 2 } }] }, true],
  [{ fields: ['x', 'y'] }, { fields: ['y'] }, true],
  [{ fields: ['x', 'y'] }, { fields: [{ field: 'y' }] }, true],
  [{ fields: [{ field: 'x', value: 1 }] }, { fields: ['x'] }, true],
  [{ fields: ['x'] }, { fields: [{ field: 'x', value: 1 }] }, false],
  [{ fields: {} }, { fields: [] }, false],
  [{}, { fields: [] }, false],
  [{ fields: 'all' }, { fields: 'all' }, true],
  [{}, { toString: 1 }, false],
  [{}, JSON.parse('{"__proto__": {}}'), false],
  [JSON.parse('{"__proto__": {"a": 1, "b": 2}}'), JSON.parse('{"__proto__": {"a": 1}}'), true],
];

describe('holds', () => {
  for (const [value, wanted, is] of table) {
    it(`${JSON.stringify(value)} ${is ? 'holds' : 'does not hold'} ${JSON.stringify(wanted)}`, () =>
      assert.equal(holds(value, wanted), is));
  }

  it('is true of every value and itself', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => holds(value, structuredClone(value))));
  });

  it('does not mind members that are added', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(fc.property(object, object, (value, more) => holds({ ...more, ...value }, value)));
  });

  it('goes through a value no deeper than what is wanted', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    assert.equal(holds({ a: deep, b: 1 }, { b: 1 }), true);
    assert.equal(holds({ a: deep }, { a: [[1]] }), false);
  });
});
