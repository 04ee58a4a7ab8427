import type { StoredColumns } from '../../store/trafficStore.ts';
import type { LogReader } from '../reading/logReader.ts';
import { Breath } from './breath.ts';

/** Rows that are read at once: few, because each may have a large payload. */
const together = 100;

/** Rows `from` up to `end`, as far as they still exist when it is their turn, without keeping the thread for long. */
export async function* storedRows(reader: LogReader, from: number, end: number): AsyncGenerator<StoredColumns> {
  const breath = new Breath();
  for (let at = from; at < end; at += together) {
    // What left the log meanwhile need not be asked for in slices.
    at = Math.max(at, Math.min(reader.extent.first, end));
    for (const row of reader.stored(at, Math.min(at + together, end))) {
      if (breath.isDue) await breath.take();
      yield row;
    }
  }
}
