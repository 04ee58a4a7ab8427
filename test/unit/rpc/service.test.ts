import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnswerFrame } from '../../../src/rpc/contract.ts';
import { Service } from '../../../src/rpc/service.ts';
import type { Wire, WireEars } from '../../../src/rpc/wire.ts';
import { Refusal } from '../../../src/wiotp/refusal.ts';

interface Calls {
  add(a: number, b: number): number;
  later(): string;
  fail(): void;
  failLater(): void;
  refuse(): void;
  throwText(): void;
}

/** A service whose frames are put in and taken out by hand. */
function serviceInHand(ended?: (why: Error) => void): { ask: (frame: unknown) => Promise<unknown>; ears: WireEars; sent: unknown[] } {
  const sent: unknown[] = [];
  let ears: WireEars | undefined;
  const wire: Wire = { open: (given) => (ears = given), send: (frame) => sent.push(frame), close: () => undefined };
  const service = new Service<Calls, object>(
    wire,
    {
      add: (a, b) => a + b,
      later: () => Promise.resolve('done'),
      fail: () => {
        throw new TypeError('no such thing');
      },
      failLater: () => Promise.reject(new Error('too late')),
      refuse: () => {
        throw new Refusal('Too long', { rule: 'at most 3', advice: 'Shorten it.', code: 287 });
      },
      throwText: () => {
        // oxlint-disable-next-line typescript/only-throw-error -- libraries do
        throw 'a text';
      },
    },
    ended,
  );
  service.start();
  if (ears === undefined) throw new Error('the wire was not opened');
  const open = ears;
  const ask = async (frame: unknown): Promise<unknown> => {
    open.frame(frame);
    await new Promise(setImmediate);
    return sent.at(-1);
  };
  return { ask, ears, sent };
}

const table = [
  { ask: { ask: 'add', id: 7, args: [1, 2] }, answer: { answer: 7, value: 3 } },
  { ask: { ask: 'later', id: 8, args: [] }, answer: { answer: 8, value: 'done' } },
  { ask: { ask: 'fail', id: 9, args: [] }, answer: { answer: 9, failed: { message: 'no such thing' } } },
  { ask: { ask: 'failLater', id: 10, args: [] }, answer: { answer: 10, failed: { message: 'too late' } } },
  { ask: { ask: 'throwText', id: 11, args: [] }, answer: { answer: 11, failed: { message: 'a text' } } },
  {
    ask: { ask: 'refuse', id: 12, args: [] },
    answer: { answer: 12, failed: { message: 'Too long', refusal: { rule: 'at most 3', advice: 'Shorten it.', code: 287 } } },
  },
  { ask: { ask: 'subtract', id: 13, args: [] }, answer: { answer: 13, failed: { message: 'there is no call subtract' } } },
  // Names that every object has are no calls either.
  { ask: { ask: 'constructor', id: 14, args: [] }, answer: { answer: 14, failed: { message: 'there is no call constructor' } } },
  { ask: { ask: '__proto__', id: 15, args: [] }, answer: { answer: 15, failed: { message: 'there is no call __proto__' } } },
];

for (const { ask, answer } of table) {
  test(`answers ${ask.ask}`, async () => {
    // Where a defect happened is for a reader of logs, and differs from run to run.
    assert.partialDeepStrictEqual(await serviceInHand().ask(ask), answer);
  });
}

test('a defect says where it happened', async () => {
  const answer = await serviceInHand().ask({ ask: 'fail', id: 1, args: [] });
  assert.match((answer as AnswerFrame).failed?.stack ?? '', /no such thing\n\s+at .*service\.test\.ts/);
});

test('frames that are no asks are let go by, and the next ask is answered', async () => {
  const { ask, sent } = serviceInHand();
  const garbage = [
    null,
    undefined,
    3,
    'text',
    [],
    {},
    { ask: 'add' },
    { ask: 'add', id: 'x', args: [] },
    { ask: 'add', id: 1, args: 'x' },
    { answer: 1 },
  ];
  for (const frame of garbage) await ask(frame);
  assert.deepEqual(sent, []);
  assert.deepEqual(await ask({ ask: 'add', id: 1, args: [2, 2] }), { answer: 1, value: 4 });
});

test('the end of the wire is told', () => {
  const heard: string[] = [];
  const { ears } = serviceInHand((why) => heard.push(why.message));
  ears.end(new Error('gone'));
  assert.deepEqual(heard, ['gone']);
});
