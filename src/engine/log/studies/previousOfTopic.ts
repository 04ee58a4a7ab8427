import { fromFlags } from '../../store/flags.ts';
import type { Chunk } from '../../store/chunk.ts';
import type { LogReader } from '../reading/logReader.ts';
import { Breath } from '../files/breath.ts';
import { OriginTest } from './originTest.ts';

/** Rows that are looked at before others may work. */
const slice = 8_000;

/** The number of the last message before a row with the same client, direction and topic; none for what is no message. */
export async function previousOfTopic(log: LogReader, seq: number): Promise<number | undefined> {
  const row = rowAt(log, seq);
  if (row === undefined || row.topic === '') return undefined;
  const { clientId, topic, direction } = row;
  const isSame = new OriginTest(log, (origin) => origin.clientId === clientId && origin.topic === topic);
  const breath = new Breath();
  for (let end = seq; end > log.extent.first; end -= slice) {
    const found = lastIn(log, Math.max(log.extent.first, end - slice), end, (chunk, at) => {
      return isSame.of(chunk.origins[at] ?? 0) && fromFlags(chunk.flags[at] ?? 0).direction === direction;
    });
    if (found !== undefined) return found;
    if (breath.isDue) await breath.take();
  }
  return undefined;
}

/** The last message from `from` up to `end` that passes a test. */
function lastIn(log: LogReader, from: number, end: number, passes: (chunk: Chunk, at: number) => boolean): number | undefined {
  let last: number | undefined;
  for (const chunk of log.chunks(from, end)) {
    for (let at = Math.min(chunk.count, end - chunk.first) - 1; at >= Math.max(0, from - chunk.first); at--) {
      if (!passes(chunk, at)) continue;
      last = chunk.first + at;
      break;
    }
  }
  return last;
}

function rowAt(log: LogReader, seq: number) {
  return log.rows(seq, seq + 1).at(0);
}
