import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { Fifo } from '../../../../src/platform/routing/fifo.ts';

test('what goes in comes out in order, whenever it is taken', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer(), fc.constant('take' as const)), { size: 'large', maxLength: 5000 }), (steps) => {
      const fifo = new Fifo<number>();
      const plain: number[] = [];
      for (const step of steps) {
        if (step === 'take') assert.equal(fifo.shift(), plain.shift());
        else {
          fifo.push(step);
          plain.push(step);
        }
        assert.equal(fifo.size, plain.length);
      }
    }),
  );
});

test('a long queue empties in order', () => {
  const fifo = new Fifo<number>();
  for (let at = 0; at < 5000; at++) fifo.push(at);
  assert.deepEqual(
    Array.from({ length: 5000 }, () => fifo.shift()),
    Array.from({ length: 5000 }, (_, at) => at),
  );
  assert.equal(fifo.shift(), undefined);
});
