import type { ViewExtent, ViewRows } from '../../../rpc/log/logCalls.ts';
import type { LogReader } from '../reading/logReader.ts';
import type { View } from './view.ts';

/** Everything: places are sequence numbers, and nothing is kept. */
export class PlainView implements View {
  readonly reader: LogReader;
  readonly plan = true;

  constructor(reader: LogReader) {
    this.reader = reader;
  }

  get extent(): ViewExtent {
    return this.reader.extent;
  }

  rows(from: number, count: number): ViewRows {
    const rows = this.reader.rows(from, from + count);
    return { from: rows[0]?.seq ?? from, rows };
  }

  placeOf(seq: number): number {
    const { first, end } = this.extent;
    return Math.min(end, Math.max(first, seq));
  }

  grew(): void {
    // Its extent is the log's own.
  }

  cleared(): void {
    // Its extent is the log's own.
  }

  step(): boolean {
    return false;
  }
}
