import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { Breath } from '../../../../src/engine/log/breath.ts';

describe('a breath', () => {
  it('is due after a few milliseconds, and again as long after it was taken', async (t) => {
    let now = 1_000;
    mock.method(performance, 'now', () => now);
    t.after(() => mock.restoreAll());
    const breath = new Breath();
    assert.equal(breath.isDue, false);
    now += 7.9;
    assert.equal(breath.isDue, false);
    now += 0.1;
    assert.equal(breath.isDue, true);
    await breath.take();
    assert.equal(breath.isDue, false);
    now += 8;
    assert.equal(breath.isDue, true);
  });

  it('is due sooner for work that has less time', (t) => {
    let now = 1_000;
    mock.method(performance, 'now', () => now);
    t.after(() => mock.restoreAll());
    const breath = new Breath(4);
    now += 4;
    assert.equal(breath.isDue, true);
  });

  it('ends in a turn of its own, however many work at once', async () => {
    let turn = 0;
    let isOver = false;
    const count = (): void => {
      turn++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const turns: number[] = [];
    const work = async (): Promise<void> => {
      const breath = new Breath();
      for (let piece = 0; piece < 3; piece++) {
        await breath.take();
        turns.push(turn);
      }
    };
    await Promise.all([work(), work(), work()]);
    isOver = true;
    assert.equal(turns.length, 9);
    assert.equal(new Set(turns).size, 9, `breaths ended in the turns ${turns.join()}`);
  });
});
