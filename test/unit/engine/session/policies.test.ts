import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BackOff } from '../../../../src/engine/session/backOff.ts';
import { RepeatedLoss } from '../../../../src/engine/session/repeatedLoss.ts';
import { Waits } from '../../../../src/engine/waits.ts';

test('waits 1, 2, 5 and then 20 s, up to a fifth longer', () => {
  for (const [random, waits] of [
    [0, [1_000, 2_000, 5_000, 20_000, 20_000]],
    [0.5, [1_100, 2_200, 5_500, 22_000, 22_000]],
    [0.999_999, [1_200, 2_400, 6_000, 24_000, 24_000]],
  ] as const) {
    const backOff = new BackOff(() => random);
    assert.deepEqual(
      waits.map(() => backOff.next()),
      waits,
    );
    backOff.reset();
    assert.equal(backOff.next(), waits[0]);
  }
});

test('three ends in a row after the same packet are enough, and nothing else is', () => {
  const cases: readonly (readonly [ends: readonly (string | undefined)[], enough: boolean])[] = [
    [['a', 'a', 'a'], true],
    [['b', 'a', 'a', 'a'], true],
    [['a', 'a'], false],
    [['a', 'a', 'b', 'a'], false],
    [['a', 'a', undefined, 'a'], false],
    [[undefined, undefined, undefined, undefined], false],
  ];
  for (const [ends, enough] of cases) {
    const losses = new RepeatedLoss();
    assert.equal(ends.map((after) => losses.lost(after)).at(-1), enough, ends.join(' '));
  }
  const losses = new RepeatedLoss();
  losses.lost('a');
  losses.lost('a');
  losses.reset();
  assert.equal(losses.lost('a'), false);
});

test('what waits fails when it is over, and so does what begins later', async () => {
  const waits = new Waits();
  let tidied = 0;
  const tidyUp = (): void => void tidied++;
  const done = waits.begin<number>((resolve) => {
    resolve(3);
    return tidyUp;
  });
  const failed = waits.begin((_, reject) => {
    reject(new Error('own reason'));
    return tidyUp;
  });
  const waiting = waits.begin(() => tidyUp);
  assert.equal(await done, 3);
  await assert.rejects(failed, { message: 'own reason' });
  waits.fail(new Error('over'));
  waits.fail(new Error('over once more'));
  await assert.rejects(waiting, { message: 'over' });
  await assert.rejects(
    waits.begin(() => assert.fail('it is over')),
    { message: 'over' },
  );
  assert.equal(tidied, 3);
});
