import { fromFlags } from '../../store/flags.ts';
import type { LogReader } from '../reading/logReader.ts';
import { chunksBack } from '../reading/walkChunks.ts';
import { OriginTest } from './originTest.ts';

/** The number of the last message before a row with the same client, direction and topic; none for what is no message. */
export async function previousOfTopic(log: LogReader, seq: number): Promise<number | undefined> {
  const row = log.rows(seq, seq + 1).at(0);
  if (row === undefined || row.topic === '') return undefined;
  const { clientId, topic, direction } = row;
  const isSame = new OriginTest(log, (origin) => origin.clientId === clientId && origin.topic === topic);
  for await (const { chunk, start, stop } of chunksBack(log, { from: 0, end: seq }))
    for (let at = stop - 1; at >= start; at--)
      if (isSame.of(chunk.origins[at] ?? 0) && fromFlags(chunk.flags[at] ?? 0).direction === direction) return chunk.first + at;
  return undefined;
}
