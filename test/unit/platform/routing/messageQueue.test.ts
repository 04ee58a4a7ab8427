import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { MessageQueue } from '../../../../src/platform/routing/messageQueue.ts';
import { weightOf, type WaitingMessage } from '../../../../src/platform/routing/waitingMessage.ts';

function message(id: number, topic: string, length = 0): WaitingMessage {
  return { id, publication: { topic, payload: new Uint8Array(length), qos: 1 }, qos: 1, expires: Infinity, dropped: false, taken: false };
}

const ids = (messages: readonly WaitingMessage[]): readonly number[] => messages.map(({ id }) => id);

const push = fc.record({ topic: fc.constantFrom('a', 'b', 'c'), length: fc.constantFrom(0, 500) });
const step = fc.oneof({ weight: 8, arbitrary: push }, { weight: 2, arbitrary: fc.constantFrom('shift', 'limit', 'unlimit') });

test('each share keeps its newest, all keep their order, and the bytes stay below their limit', () => {
  const limit = { messages: 3, bytes: 3000, shareOf: (topic: string) => topic };
  fc.assert(
    fc.property(fc.array(step, { size: 'large', maxLength: 300 }), (steps) => {
      const queue = new MessageQueue();
      let plain: WaitingMessage[] = [];
      let limited = false;
      for (const [id, what] of steps.entries()) {
        if (what === 'shift') assert.equal(queue.shift()?.id, plain.shift()?.id);
        else if (what === 'unlimit') {
          limited = false;
          queue.limit(undefined);
        } else if (what === 'limit') {
          limited = true;
          queue.limit(limit);
        } else {
          queue.push(message(id, what.topic, what.length));
          plain.push(message(id, what.topic, what.length));
        }
        const gone = queue.trim();
        const kept: WaitingMessage[] = limited ? trimmed(plain) : plain;
        assert.deepEqual(new Set(ids(gone)), new Set(ids(plain.filter((one) => !kept.includes(one)))));
        plain = kept;
        assert.deepEqual(ids(queue.all()), ids(plain));
        assert.equal(queue.size, plain.length);
        assert.equal(
          queue.bytes,
          plain.reduce((sum, one) => sum + weightOf(one), 0),
        );
      }
    }),
  );

  function trimmed(all: readonly WaitingMessage[]): WaitingMessage[] {
    const newest = (topic: string) => all.filter(({ publication }) => publication.topic === topic).slice(-limit.messages);
    const kept = all.filter((one) => newest(one.publication.topic).includes(one));
    while (kept.reduce((sum, one) => sum + weightOf(one), 0) > limit.bytes) kept.shift();
    return kept;
  }
});

test('a share that is flooded while another waits takes no more room', () => {
  const queue = new MessageQueue();
  queue.limit({ messages: 50, bytes: Infinity, shareOf: (topic) => topic });
  queue.push(message(0, 'quiet'));
  for (let id = 1; id <= 200_000; id++) {
    queue.push(message(id, 'loud'));
    queue.trim();
  }
  assert.deepEqual([queue.size, queue.shift()?.id, queue.shift()?.id], [51, 0, 199_951]);
});
