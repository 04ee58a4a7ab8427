import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { SeqList } from '../../../../../src/engine/log/views/seqList.ts';

type Step =
  { readonly push: number } | { readonly dropBefore: number } | { readonly gone: readonly number[]; readonly come: readonly number[] };

const numbers = fc.array(fc.integer({ min: -20, max: 60 }), { maxLength: 6 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ push: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ dropBefore: fc.integer({ min: -9_000, max: 60 }) }),
    fc.record({ gone: numbers, come: numbers }),
  ),
  { maxLength: 30 },
);

/** How many numbers, all below zero, a list has already: some lists end where a block does. */
const earlier = fc.constantFrom(0, 5, 4_090, 4_096, 8_185);

test('a list keeps rising numbers as a plain array does', () => {
  fc.assert(
    fc.property(earlier, steps, (count, all) => {
      const list = new SeqList();
      let model = Array.from({ length: count }, (_, at) => at - count);
      for (const seq of model) list.push(seq);
      for (const step of all) {
        if ('push' in step) {
          const seq = (model.at(-1) ?? 0) + step.push;
          list.push(seq);
          model.push(seq);
        } else if ('dropBefore' in step) {
          const left = model.filter((seq) => seq >= step.dropBefore);
          assert.equal(list.dropBefore(step.dropBefore), model.length - left.length);
          model = left;
        } else {
          const gone = new Set(step.gone);
          const come = [...new Set(step.come)].filter((seq) => !model.includes(seq)).sort((one, other) => one - other);
          list.change(gone, come);
          model = [...model.filter((seq) => !gone.has(seq)), ...come].sort((one, other) => one - other);
        }
        assert.equal(list.length, model.length);
        assert.deepEqual(Array.from(list.slice(Math.max(0, model.length - 80), Infinity)), model.slice(-80));
        for (const seq of [-9_000, -4_097, 0, 1, 17, 60, ...model.slice(0, 5), ...model.slice(-20)]) {
          assert.equal(list.has(seq), model.includes(seq));
          assert.equal(list.indexOf(seq), model.filter((it) => it < seq).length);
        }
      }
    }),
  );
});

test('a list takes a million numbers, and lets go of the first of them', () => {
  const list = new SeqList();
  for (let seq = 1; seq <= 1_000_000; seq++) {
    list.push(seq * 2);
    if (seq % 1_000 === 0 && seq < 900_000) list.dropBefore((seq - 500) * 2);
  }
  assert.equal(list.length, 101_501);
  assert.deepEqual(Array.from(list.slice(list.length - 2, Infinity)), [1_999_998, 2_000_000]);
  assert.deepEqual(Array.from(list.slice(list.indexOf(1_999_001), Infinity)).slice(0, 2), [1_999_002, 1_999_004]);
  assert.deepEqual(Array.from(list.slice(0, 2)), [1_797_000, 1_797_002]);
});

test('a list takes numbers below all that it has', () => {
  const list = new SeqList();
  list.push(50_000);
  list.change([], [20_000, 30_000]);
  list.change([], [1]);
  assert.deepEqual(Array.from(list.slice(0, Infinity)), [1, 20_000, 30_000, 50_000]);
});
