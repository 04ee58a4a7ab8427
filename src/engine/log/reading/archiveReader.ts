import type { DetailFacts, OriginFacts } from '../../../filter/facts.ts';
import type { LogExtent, LogMessage, LogRow } from '../../../rpc/log/traffic.ts';
import { findKind } from '../../../wiotp/catalog.ts';
import type { Refusal } from '../../../wiotp/refusal.ts';
import type { Chunk } from '../../store/chunk.ts';
import type { TrafficArchive } from '../../store/trafficArchive.ts';
import type { StoredColumns } from '../../store/storedColumns.ts';
import type { JudgeBench } from '../verdicts/judgeBench.ts';
import { KindFinder } from '../arrival/kindFinder.ts';
import type { LogObserver, LogReader } from './logReader.ts';
import { toLogMessage, toLogRow, toMessage } from './logRow.ts';

/** Reads an archive, and passes on what its writer tells. */
export class ArchiveReader implements LogReader {
  readonly #opened: TrafficArchive;
  readonly #bench: JudgeBench;
  readonly #now: () => number;
  readonly #kinds = new KindFinder();
  readonly #observers = new Set<LogObserver>();
  #revision = 0;
  #changed = new Set<number>();
  #closed: Refusal | undefined;

  /** Without `now` nobody waits for an answer any more. */
  constructor(archive: TrafficArchive, bench: JudgeBench, now: () => number = () => Number.POSITIVE_INFINITY) {
    this.#opened = archive;
    this.#bench = bench;
    this.#now = now;
  }

  get extent(): LogExtent {
    const { extent } = this.#archive;
    return this.#revision === 0 ? extent : { ...extent, revision: this.#revision };
  }

  rows(from: number, end: number): readonly LogRow[] {
    const now = this.#now();
    return this.#archive.rows(from, end).map((stored) => toLogRow(stored, now));
  }

  async message(seq: number): Promise<LogMessage | undefined> {
    const stored = this.#archive.message(seq);
    if (stored === undefined) return undefined;
    if (stored.event !== null || stored.marker !== null) return toLogMessage(stored, [], this.#now());
    const match = this.#kinds.find(stored.topic, stored.client);
    const answers = match?.kind.answer === undefined ? findKind(stored.partner_kind ?? '') : undefined;
    const findings = this.#bench.judge(toMessage(stored), match, answers);
    const own = await this.#bench.own?.(stored.topic, stored.payload);
    return toLogMessage(stored, own === undefined ? findings : [...findings, ...own], this.#now());
  }

  stored(from: number, end: number): readonly StoredColumns[] {
    return this.#archive.stored(from, end);
  }

  *chunks(from: number, end: number): Generator<Chunk> {
    for (const chunk of this.#archive.chunks(from, end)) {
      // Whoever has a chunk may read its payloads, or ask for the next one, when the log is closed.
      yield {
        ...chunk,
        payloads: () => {
          this.#throwIfClosed();
          return chunk.payloads();
        },
      };
      this.#throwIfClosed();
    }
  }

  origin(id: number): OriginFacts {
    return this.#archive.origin(id);
  }

  details(from: number, end: number): ReadonlyMap<number, DetailFacts> {
    return this.#archive.details(from, end);
  }

  observe(observer: LogObserver): { dispose(): void } {
    this.#observers.add(observer);
    return { dispose: () => this.#observers.delete(observer) };
  }

  /** The writer changed a row that may have been read already. `isShown` when the change is not seen by what the row says already. */
  changed(seq: number, isShown: boolean): void {
    this.#changed.add(seq);
    if (isShown) this.#revision++;
  }

  /** Tells the observers what happened since the last call. */
  tell(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const observer of this.#observers) observer.grew(changed);
  }

  /** Everything was deleted. */
  cleared(): void {
    this.#changed.clear();
    for (const observer of this.#observers) observer.cleared();
  }

  /** The archive is about to be closed: whoever still reads it, or comes later, is told why. */
  close(why: Refusal): void {
    this.#closed ??= why;
    this.#observers.clear();
  }

  get #archive(): TrafficArchive {
    this.#throwIfClosed();
    return this.#opened;
  }

  #throwIfClosed(): void {
    if (this.#closed !== undefined) throw this.#closed;
  }
}
