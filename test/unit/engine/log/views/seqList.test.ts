import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { SeqList } from '../../../../../src/engine/log/views/seqList.ts';

type Step =
  { readonly push: number } | { readonly dropBefore: number } | { readonly gone: readonly number[]; readonly come: readonly number[] };

const numbers = fc.array(fc.nat(60), { maxLength: 6 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ push: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ dropBefore: fc.nat(60) }),
    fc.record({ gone: numbers, come: numbers }),
  ),
  { maxLength: 30 },
);

test('a list keeps rising numbers as a plain array does', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const list = new SeqList();
      let model: number[] = [];
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
        assert.deepEqual(Array.from(list.slice(0, Infinity)), model);
        for (const seq of [0, 1, 17, 60, ...model]) {
          assert.equal(list.has(seq), model.includes(seq));
          assert.equal(list.indexOf(seq), model.filter((it) => it < seq).length);
        }
      }
    }),
  );
});

test('a list takes a million numbers, and room is used again', () => {
  const list = new SeqList();
  for (let seq = 1; seq <= 1_000_000; seq++) {
    list.push(seq * 2);
    if (seq % 1_000 === 0 && seq < 900_000) list.dropBefore((seq - 500) * 2);
  }
  assert.equal(list.at(list.length - 1), 2_000_000);
  assert.equal(list.at(list.indexOf(1_999_001)), 1_999_002);
});
