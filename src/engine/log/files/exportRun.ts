import type { ExportSpec, ExportState } from '../../../rpc/log/logFiles.ts';
import { Pace } from '../../../rpc/pace.ts';
import { refusalText, type Refusal } from '../../../wiotp/refusal.ts';
import type { StoredColumns } from '../../store/storedColumns.ts';
import type { LogReader } from '../reading/logReader.ts';
import { fileFault } from './fileFault.ts';
import { storedRows } from './storedRows.ts';
import type { Reservation, Targets } from './targets.ts';
import { rowWriter } from './write/rowWriters.ts';
import { TargetFile } from './write/targetFile.ts';

const progressMs = 100;

/** What an export reads, and who is told how far it is. */
export interface ExportParts {
  readonly reader: LogReader;
  readonly passes: (row: StoredColumns) => boolean;
  readonly targets: Targets;
  readonly tell: (state: ExportState) => void;
}

/** Writes one file from the rows that a log has when it begins. */
export class ExportRun {
  readonly #spec: ExportSpec;
  readonly #parts: ExportParts;
  readonly #first: number;
  readonly #end: number;
  readonly #progress: Pace;
  #isStopped = false;
  #abandoned: Refusal | undefined;
  #examined = 0;
  #written = 0;
  #leftOut = 0;

  constructor(spec: ExportSpec, parts: ExportParts) {
    this.#spec = spec;
    this.#parts = parts;
    const { first, end } = parts.reader.extent;
    const { rows = { first, end } } = spec;
    this.#first = Math.max(first, rows.first);
    this.#end = Math.max(this.#first, Math.min(end, rows.end));
    this.#progress = new Pace(() => parts.tell(this.#state('running')), progressMs);
  }

  /** Ends it; the file stays as it was. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Ends it as a failure; the file stays as it was. */
  abandon(why: Refusal): void {
    this.#abandoned = why;
  }

  /** Writes the file. Never rejects: what goes wrong is the state `failed`. */
  async run(): Promise<ExportState> {
    let reserved: Reservation | undefined;
    try {
      reserved = await this.#parts.targets.reserve(this.#spec.file);
      const target = await TargetFile.create(this.#spec.file);
      try {
        await this.#write(target);
        // A word that comes later comes too late: the file is about to be replaced.
        const isStopped = this.#isStopped;
        if (isStopped) await target.discard();
        else await target.commit();
        return this.#state(isStopped ? 'stopped' : 'done');
      } catch (error) {
        await target.discard();
        throw error;
      }
    } catch (error) {
      return { ...this.#state('failed'), why: refusalText(fileFault('Writing', this.#spec.file, error)) };
    } finally {
      reserved?.release();
      this.#progress.dispose();
    }
  }

  async #write(target: TargetFile): Promise<void> {
    const { reader, passes } = this.#parts;
    const writer = rowWriter(this.#spec.form, this.#spec.client);
    await target.write(writer.head());
    for await (const row of storedRows(reader, this.#first, this.#end)) {
      if (this.#abandoned !== undefined) throw this.#abandoned;
      if (this.#isStopped) return;
      // Rows that left the log meanwhile were never looked at.
      this.#examined++;
      this.#progress.poke();
      if (!passes(row)) continue;
      const text = writer.write(row);
      if (text === undefined) this.#leftOut++;
      else {
        this.#written++;
        await target.write(text);
      }
    }
    const { text, leftOut } = writer.end();
    this.#written -= leftOut;
    this.#leftOut += leftOut;
    await target.write(text);
  }

  #state(phase: ExportState['phase']): ExportState {
    return {
      phase,
      written: this.#written,
      examined: this.#examined,
      total: this.#end - this.#first,
      ...(this.#leftOut === 0 ? {} : { leftOut: this.#leftOut }),
    };
  }
}
