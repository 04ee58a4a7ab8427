import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { followRestAction, followSeconds } from '../../../../src/workbench/restActions/followRestAction.ts';

/** Follows an action that is complete when it was asked for `completeAt` times, and is left after `leftAt` pauses. */
async function follow({ completeAt = Infinity, leftAt = Infinity }): Promise<{ asked: number; waited: number; complete: boolean }> {
  let [asked, waited] = [0, 0];
  const told: boolean[] = [];
  const last = await followRestAction({
    status: async () => ({ complete: ++asked >= completeAt, devices: [] }),
    pause: async (ms) => void (waited += ms),
    isOver: () => waited >= leftAt * 1000,
    told: ({ complete }) => void told.push(complete),
  });
  assert.equal(told.length, asked);
  return { asked, waited, complete: last.complete };
}

describe('an action that is followed', () => {
  it('ends when it is complete', async () => assert.deepEqual(await follow({ completeAt: 3 }), { asked: 3, waited: 2000, complete: true }));
  it('needs no pause when it is complete at once', async () =>
    assert.deepEqual(await follow({ completeAt: 1 }), { asked: 1, waited: 0, complete: true }));
  it('is left when nobody waits any more', async () =>
    assert.deepEqual(await follow({ leftAt: 5 }), { asked: 6, waited: 5000, complete: false }));
  it('is left after a minute', async () =>
    assert.deepEqual(await follow({}), { asked: followSeconds + 1, waited: followSeconds * 1000, complete: false }));
  it('fails when its status cannot be had', async () => {
    const failing = {
      status: () => Promise.reject(new Error('gone')),
      pause: async () => undefined,
      isOver: () => false,
      told: () => undefined,
    };
    await assert.rejects(followRestAction(failing), /gone/);
  });
});
