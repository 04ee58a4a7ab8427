import { asks, type Plan } from '../../../filter/plan.ts';
import type { ViewExtent, ViewRows } from '../../../rpc/log/logCalls.ts';
import type { LogRow } from '../../../rpc/log/traffic.ts';
import type { Chunk } from '../../store/chunk.ts';
import type { LogReader } from '../reading/logReader.ts';
import { ChunkSearch } from './chunkSearch.ts';
import { SeqList } from './seqList.ts';
import { stretchEnd, stretchMessages } from './stretch.ts';
import type { View } from './view.ts';

/** A chunk with what decides its messages. */
interface Opened {
  readonly chunk: Chunk;
  readonly passes: (index: number) => boolean;
}

/** Rows that are not further apart are read at once. */
const smallGap = 16;

/**
 * The rows that pass a filter, found from the oldest to the newest, and from then on as the log grows. A row's place is how many
 * were found before it, of those too that have left the log.
 */
export class FilteredView implements View {
  readonly reader: LogReader;
  readonly plan: Plan;
  readonly #search: ChunkSearch;
  /** Whether a message that was decided can be decided anew: only its details change. */
  readonly #canChange: boolean;
  readonly #found = new SeqList();
  /** The place of the first row found. */
  #first = 1;
  /** Everything below this was looked at. */
  #next: number;
  /** Rows to look at again, the lowest last. */
  #changed: number[] = [];
  #revision = 0;
  /** The chunk that was looked at last, as long as there is more of it to look at and nothing of it changed. */
  #opened: Opened | undefined;

  constructor(reader: LogReader, plan: Plan) {
    this.reader = reader;
    this.plan = plan;
    this.#search = new ChunkSearch(reader, plan);
    this.#canChange = asks(plan, 'details');
    this.#next = reader.extent.first;
  }

  get extent(): ViewExtent {
    const { first, end, revision = 0 } = this.reader.extent;
    const all = revision + this.#revision;
    const isSearching = this.#next < end || this.#changed.length > 0;
    return {
      first: this.#first,
      end: this.#first + this.#found.length,
      ...(all === 0 ? {} : { revision: all }),
      ...(isSearching ? { searched: (Math.max(this.#next, first) - first) / Math.max(1, end - first) } : {}),
    };
  }

  rows(from: number, count: number): ViewRows {
    this.#forgetPruned();
    const start = Math.max(from, this.#first);
    const seqs = this.#found.slice(start - this.#first, Math.max(from, from + count) - this.#first);
    return { from: start, rows: this.#read(seqs) };
  }

  placeOf(seq: number): number {
    return this.#first + this.#found.indexOf(seq);
  }

  grew(changed: readonly number[]): void {
    this.#forgetPruned();
    if (!this.#canChange || changed.length === 0) return;
    this.#opened = undefined;
    const decided = changed.filter((seq) => seq < this.#next);
    if (decided.length > 0) this.#changed = [...new Set([...this.#changed, ...decided])].sort((one, other) => other - one);
  }

  cleared(): void {
    this.#search.forget();
    this.#first += this.#found.dropBefore(Infinity);
    this.#changed = [];
    this.#opened = undefined;
    this.#next = this.reader.extent.end;
  }

  step(): boolean {
    const { first, end } = this.reader.extent;
    this.#next = Math.max(this.#next, first);
    const again = this.#changed.at(-1);
    if (again !== undefined) this.#lookAgain(Math.max(again, first));
    else if (this.#next < end) this.#lookOn(end);
    return this.#changed.length > 0 || this.#next < end;
  }

  /** Decides a stretch of one chunk. */
  #lookOn(end: number): void {
    const opened = this.#open(this.#next);
    if (opened === undefined) {
      // It cannot be read, so nobody can show it either.
      this.#next = end;
      return;
    }
    const { chunk, passes } = opened;
    const from = this.#next - chunk.first;
    const to = stretchEnd(chunk, from);
    for (let index = from; index < to; index++) if (passes(index)) this.#found.push(chunk.first + index);
    this.#next = chunk.first + to;
    if (to === chunk.count) this.#opened = undefined;
  }

  /** Decides changed rows of one chunk, as many as a stretch has. */
  #lookAgain(first: number): void {
    const opened = this.#open(first);
    const end = opened === undefined ? first + 1 : opened.chunk.first + opened.chunk.count;
    const [gone, come] = [[] as number[], [] as number[]];
    for (let count = 0; count < stretchMessages; count++) {
      const seq = this.#changed.at(-1);
      if (seq === undefined || seq >= end) break;
      this.#changed.pop();
      const isIn = seq >= first && opened !== undefined && opened.passes(seq - opened.chunk.first);
      if (isIn !== this.#found.has(seq)) (isIn ? come : gone).push(seq);
    }
    if (gone.length + come.length === 0) return;
    this.#found.change(gone, come);
    this.#revision++;
  }

  #open(seq: number): Opened | undefined {
    const opened = this.#opened;
    if (opened !== undefined && holdsMessage(opened.chunk, seq)) return opened;
    this.#opened = undefined;
    for (const chunk of this.reader.chunks(seq, seq + 1)) {
      if (holdsMessage(chunk, seq)) this.#opened = { chunk, passes: this.#search.in(chunk) };
    }
    return this.#opened;
  }

  #read(seqs: Float64Array): readonly LogRow[] {
    const rows: LogRow[] = [];
    for (let at = 0; at < seqs.length;) {
      let to = at + 1;
      while (to < seqs.length && (seqs[to] ?? 0) - (seqs[to - 1] ?? 0) <= smallGap) to++;
      const wanted = new Set(seqs.subarray(at, to));
      for (const row of this.reader.rows(seqs[at] ?? 0, (seqs[to - 1] ?? 0) + 1)) if (wanted.has(row.seq)) rows.push(row);
      at = to;
    }
    return rows;
  }

  #forgetPruned(): void {
    this.#first += this.#found.dropBefore(this.reader.extent.first);
  }
}

function holdsMessage({ first, count }: Chunk, seq: number): boolean {
  return first <= seq && seq < first + count;
}
