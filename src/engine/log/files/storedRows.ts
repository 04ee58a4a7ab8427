import type { StoredColumns } from '../../store/storedColumns.ts';
import { Breath } from '../breath.ts';
import type { LogReader } from '../reading/logReader.ts';
import { chunksOn } from '../reading/walkChunks.ts';

/**
 * Rows `from` up to `end`, as far as they still exist when it is their turn, without keeping the thread for long. No more than the rows
 * of one chunk are in memory, and the next is read when they have been taken.
 */
export async function* storedRows(reader: LogReader, from: number, end: number): AsyncGenerator<StoredColumns> {
  const breath = new Breath();
  for await (const { chunk, start, stop } of chunksOn(reader, { from, end }, breath)) {
    for (const row of reader.stored(chunk.first + start, chunk.first + stop)) {
      if (breath.isDue) await breath.take();
      yield row;
    }
  }
}
