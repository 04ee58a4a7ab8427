import { asks, type Plan } from '../../../filter/plan.ts';
import type { ViewExtent, ViewRows } from '../../../rpc/log/logCalls.ts';
import type { LogRow } from '../../../rpc/log/traffic.ts';
import type { Chunk } from '../../store/chunk.ts';
import type { LogReader } from '../reading/logReader.ts';
import { ChunkSearch } from './chunkSearch.ts';
import { SeqList } from './seqList.ts';
import type { View } from './view.ts';

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
    if (!this.#canChange) return;
    const decided = changed.filter((seq) => seq < this.#next);
    if (decided.length > 0) this.#changed = [...new Set([...this.#changed, ...decided])].sort((one, other) => other - one);
  }

  cleared(): void {
    this.#search.forget();
    this.#first += this.#found.dropBefore(Infinity);
    this.#changed = [];
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

  /** Decides the rest of one chunk. */
  #lookOn(end: number): void {
    const chunk = this.#chunkOf(this.#next);
    if (chunk === undefined) {
      // It cannot be read, so nobody can show it either.
      this.#next = end;
      return;
    }
    const passes = this.#search.in(chunk);
    for (let index = this.#next - chunk.first; index < chunk.count; index++) if (passes(index)) this.#found.push(chunk.first + index);
    this.#next = chunk.first + chunk.count;
  }

  /** Decides the changed rows of one chunk. */
  #lookAgain(first: number): void {
    const chunk = this.#chunkOf(first);
    const end = chunk === undefined ? first + 1 : chunk.first + chunk.count;
    const passes = chunk === undefined ? () => false : this.#search.in(chunk);
    const [gone, come] = [new Set<number>(), [] as number[]];
    for (let seq = this.#changed.at(-1); seq !== undefined && seq < end; seq = this.#changed.at(-1)) {
      this.#changed.pop();
      const isIn = seq >= first && passes(seq - (chunk?.first ?? 0));
      if (isIn === this.#found.has(seq)) continue;
      if (isIn) come.push(seq);
      else gone.add(seq);
    }
    if (gone.size + come.length === 0) return;
    this.#found.change(gone, come);
    this.#revision++;
  }

  #chunkOf(seq: number): Chunk | undefined {
    for (const chunk of this.reader.chunks(seq, seq + 1)) if (chunk.first <= seq && seq < chunk.first + chunk.count) return chunk;
    return undefined;
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
