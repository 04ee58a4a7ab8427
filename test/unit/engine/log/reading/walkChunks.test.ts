import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { chunksBack, chunksOn, type ChunkPart, type Span } from '../../../../../src/engine/log/reading/walkChunks.ts';
import { fakeLog } from '../studies/fakeLog.ts';

async function seqsOf(parts: AsyncIterable<ChunkPart>): Promise<readonly (readonly number[])[]> {
  const seqs: number[][] = [];
  for await (const { chunk, start, stop } of parts) seqs.push(Array.from({ length: stop - start }, (_, at) => chunk.first + start + at));
  return seqs;
}

const number = fc.integer({ min: -5, max: 40 });

test('the chunks of a span hold each of its messages that exists, once, in order and backwards', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 20 }), number, number, async (first, count, from, end) => {
      const log = fakeLog(
        Array.from({ length: count }, () => ({})),
        first,
      );
      const span: Span = { from, end };
      const expected = Array.from({ length: count }, (_, at) => first + at).filter((seq) => seq >= from && seq < end);
      const on = await seqsOf(chunksOn(log, span));
      assert.deepEqual(on.flat(), expected);
      assert.deepEqual((await seqsOf(chunksBack(log, span))).toReversed(), on);
    }),
  );
});
