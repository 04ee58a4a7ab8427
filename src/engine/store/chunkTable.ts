import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Chunk } from './chunk.ts';
import { columnBytes, newColumns, viewColumns, type ChunkColumns } from './chunkColumns.ts';
import { ChunkIndex, type ChunkEntry } from './chunkIndex.ts';
import { fromFlags } from './flags.ts';
import type { PendingMessages } from './pendingMessages.ts';
import { numberOf } from './schema.ts';
import { damaged } from './sqliteError.ts';
import { noneOwn, type SourceCounts } from './storedMessage.ts';

/** No chunk holds more messages than this, nor more bytes, unless a single message has them. */
const mostMessages = 1_000;
const mostBytes = 256 * 1024;
/** The last chunk is written anew together with what comes, as long as it is smaller than this. */
const smallBytes = 32 * 1024;

/** Reads and writes chunks. Writes inside transactions of the caller, who tells the index when they are done. */
export class ChunkTable {
  readonly #db: DatabaseSync;
  readonly #putChunk: StatementSync;
  readonly #putPayload: StatementSync;
  readonly #columns: StatementSync;
  readonly #payload: StatementSync;
  readonly #drop: readonly StatementSync[];

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#putChunk = db.prepare('INSERT OR REPLACE INTO chunk (first, count, bytes, newest, oldest_origin, columns) VALUES (?,?,?,?,?,?)');
    this.#putPayload = db.prepare('INSERT OR REPLACE INTO payload (first, bytes) VALUES (?,?)');
    this.#columns = db.prepare('SELECT columns FROM chunk WHERE first = ?');
    this.#payload = db.prepare('SELECT bytes FROM payload WHERE first = ?');
    this.#drop = ['chunk', 'payload'].map((table) => db.prepare(`DELETE FROM ${table} WHERE first = ?`));
  }

  /** Which chunks there are. */
  index(): ChunkIndex {
    const index = new ChunkIndex(numberOf(this.#db, 'SELECT first FROM extent'));
    const rows = this.#db.prepare('SELECT first, count, bytes, newest, oldest_origin AS oldestOrigin FROM chunk ORDER BY first').all();
    index.add((rows as unknown as readonly Omit<ChunkEntry, 'own'>[]).map((row) => ({ ...row, own: noneOwn })));
    return index;
  }

  /** Writes messages behind the last chunk, or together with it, and gives the chunks that came of it. */
  write(seq: number, messages: PendingMessages, last: ChunkEntry | undefined): readonly ChunkEntry[] {
    const written: ChunkEntry[] = [];
    let from = 0;
    const small = last !== undefined && last.bytes < smallBytes && last.count < mostMessages ? last : undefined;
    for (let before = small; from < messages.count; before = undefined) {
      const to = cut(messages, from, before);
      const entry = before === undefined || to > from ? this.#put(messages, { from, to }, before ?? emptyAt(seq + from)) : before;
      if (entry !== before) written.push(entry);
      from = to;
    }
    return written;
  }

  /** Reads a chunk; its payloads are read when they are asked for. */
  read(entry: ChunkEntry): Chunk {
    const { first, count } = entry;
    const columns = this.#readColumns(entry);
    // The chunk may have grown when they are asked for.
    const bytes = columns.ends.at(-1) ?? 0;
    let payloads: Buffer | undefined;
    return { first, count, ...columns, payloads: () => (payloads ??= this.#readPayloads(first).subarray(0, bytes)) };
  }

  drop({ first }: ChunkEntry): void {
    for (const statement of this.#drop) statement.run(first);
  }

  #put(messages: PendingMessages, { from, to }: { from: number; to: number }, before: ChunkEntry): ChunkEntry {
    const { first } = before;
    const count = before.count + to - from;
    const columns = newColumns(count);
    const payloads = messages.payloads(from, to);
    const earlier = before.count === 0 ? undefined : this.read(before);
    if (earlier !== undefined) copyInto(columns, earlier, { at: 0, from: 0, to: before.count, shift: 0 });
    const earlierBytes = earlier?.ends.at(-1) ?? 0;
    copyInto(columns, messages.columns, { at: before.count, from, to, shift: earlierBytes - messages.startOf(from) });
    const together = earlier === undefined ? payloads : Buffer.concat([earlier.payloads(), payloads]);
    const entry = {
      first,
      count,
      bytes: count * columnBytes + together.byteLength,
      newest: columns.times.reduce((newest, time) => Math.max(newest, time), before.newest),
      oldestOrigin: columns.origins.reduce((oldest, origin) => Math.min(oldest, origin), before.oldestOrigin),
      own: countSources(messages.columns.flags, { from, to }, before.own),
    };
    this.#putChunk.run(first, count, entry.bytes, entry.newest, entry.oldestOrigin, columns.bytes);
    this.#putPayload.run(first, together);
    return entry;
  }

  #readColumns({ first, count, bytes }: ChunkEntry): ChunkColumns {
    const row = this.#columns.get(first) as { columns: Uint8Array } | undefined;
    if (row?.columns.byteLength !== count * columnBytes) throw damaged('a chunk has lost its columns');
    const columns = viewColumns(row.columns, count);
    // SQLite follows the chain of a value's pages, and never looks at the last one's content.
    if (columns.ends.at(-1) !== bytes - row.columns.byteLength) throw damaged('the columns of a chunk do not fit its payloads');
    return columns;
  }

  #readPayloads(first: number): Buffer {
    const row = this.#payload.get(first) as { bytes: Uint8Array } | undefined;
    return row === undefined ? Buffer.alloc(0) : Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength);
  }
}

function emptyAt(first: number): ChunkEntry {
  return { first, count: 0, bytes: 0, newest: 0, oldestOrigin: Number.MAX_SAFE_INTEGER, own: noneOwn };
}

/** How far a chunk goes that begins with this message, or with what it had before. */
function cut(messages: PendingMessages, from: number, before: ChunkEntry | undefined): number {
  const most = Math.min(messages.count, from + mostMessages - (before?.count ?? 0));
  const start = messages.startOf(from) - (before?.bytes ?? 0);
  let to = before === undefined ? from + 1 : from;
  while (to < most && messages.startOf(to + 1) - start <= mostBytes) to++;
  return to;
}

interface Copied {
  /** Where the copy begins. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** What is added to the payloads' ends. */
  readonly shift: number;
}

function copyInto(columns: ChunkColumns, source: ChunkColumns, { at, from, to, shift }: Copied): void {
  columns.times.set(source.times.subarray(from, to), at);
  columns.origins.set(source.origins.subarray(from, to), at);
  columns.flags.set(source.flags.subarray(from, to), at);
  for (let n = from; n < to; n++) columns.ends[at + n - from] = (source.ends[n] ?? 0) + shift;
}

/** How many of the messages `from` up to `to` came from where, added to those of before. */
export function countSources(flags: Uint8Array, { from, to }: { from: number; to: number }, before: SourceCounts): SourceCounts {
  let { session, platform } = before;
  for (let n = from; n < to; n++) {
    if (fromFlags(flags[n] ?? 0).at === 'platform') platform++;
    else session++;
  }
  return { session, platform };
}
