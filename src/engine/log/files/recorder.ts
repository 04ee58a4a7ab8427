import type { RecordingSpec, RecordingState } from '../../../rpc/log/logFiles.ts';
import { refusalText, type Refusal } from '../../../wiotp/refusal.ts';
import type { StoredColumns } from '../../store/storedColumns.ts';
import type { LogReader } from '../reading/logReader.ts';
import { AppendedFile } from './appendedFile.ts';
import { fileFault } from './fileFault.ts';
import { storedRows } from './storedRows.ts';
import type { Reservation, Targets } from './targets.ts';
import { TranscriptWriter } from './write/transcriptWriter.ts';

/** What is gathered before it is written, in UTF-16 units. */
const gathered = 256 * 1024;

/** What a recording reads, and who is told that it ended by itself. */
export interface RecorderParts {
  readonly reader: LogReader;
  readonly passes: (row: StoredColumns) => boolean;
  readonly since: number;
  readonly targets: Targets;
  readonly failed: () => void;
}

/**
 * Writes what comes into a log from now on as a transcript, as soon as the log tells: ten times a second. What the file holds is
 * always whole lines.
 */
export class Recorder {
  readonly #spec: RecordingSpec;
  readonly #parts: RecorderParts;
  readonly #writer: TranscriptWriter;
  #reserved: Reservation | undefined;
  #file: AppendedFile | undefined;
  #observing: { dispose(): void } | undefined;
  /** The next row to look at. */
  #next: number;
  #written = 0;
  #leftOut = 0;
  #failed: string | undefined;
  #started: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;
  /** Writes one after the other. */
  #writing: Promise<void> | undefined;

  constructor(spec: RecordingSpec, parts: RecorderParts) {
    this.#spec = spec;
    this.#parts = parts;
    this.#writer = new TranscriptWriter(spec.client);
    this.#next = parts.reader.extent.end;
  }

  get state(): RecordingState {
    return {
      file: this.#spec.file,
      since: this.#parts.since,
      written: this.#written,
      ...(this.#leftOut === 0 ? {} : { leftOut: this.#leftOut }),
      ...(this.#failed === undefined ? {} : { failed: this.#failed }),
    };
  }

  /**
   * Begins the file.
   * @throws Refusal when it cannot be written.
   */
  async start(): Promise<void> {
    await (this.#started ??= this.#start());
  }

  /** Writes what came until now, and ends. */
  async stop(): Promise<RecordingState> {
    await (this.#stopped ??= this.#stop());
    return this.state;
  }

  /** Writes what came until now, and ends as one that failed. */
  async abandon(why: Refusal): Promise<void> {
    await this.stop();
    if (this.#failed === undefined) this.#fail(why);
  }

  async #start(): Promise<void> {
    try {
      this.#reserved = await this.#parts.targets.reserve(this.#spec.file);
      this.#file = await AppendedFile.create(this.#spec.file);
    } catch (error) {
      this.#reserved?.release();
      throw fileFault('Writing', this.#spec.file, error);
    }
    this.#observing = this.#parts.reader.observe({ grew: () => this.#follow(), cleared: () => undefined });
    this.#follow();
  }

  async #stop(): Promise<void> {
    // A file that is about to be there would stay open.
    await this.#started?.catch(() => undefined);
    this.#observing?.dispose();
    await this.#writing;
    // What came when that was about to end.
    if (this.#failed === undefined) await this.#writeAll();
    const { text, leftOut } = this.#writer.end();
    this.#leftOut += leftOut;
    try {
      if (this.#failed === undefined && text !== '') await this.#file?.append(text);
    } catch (error) {
      this.#fail(error);
    }
    await this.#file?.close().catch(() => undefined);
    this.#reserved?.release();
  }

  #follow(): void {
    if (this.#failed !== undefined) return;
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined));
  }

  async #writeAll(): Promise<void> {
    try {
      for (let { end } = this.#parts.reader.extent; this.#next < end; { end } = this.#parts.reader.extent) await this.#write(end);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #write(end: number): Promise<void> {
    let lines = '';
    let steps = 0;
    const flush = async (): Promise<void> => {
      await this.#file?.append(lines);
      this.#written += steps;
      [lines, steps] = ['', 0];
    };
    for await (const row of storedRows(this.#parts.reader, this.#next, end)) {
      // Rows that left the log before they were written.
      this.#leftOut += row.seq - this.#next;
      this.#next = row.seq + 1;
      const text = this.#parts.passes(row) ? this.#writer.write(row) : '';
      if (text === undefined) this.#leftOut++;
      else if (text !== '') {
        steps++;
        lines += text;
      }
      if (lines.length >= gathered) await flush();
    }
    this.#leftOut += end - this.#next;
    this.#next = end;
    if (lines !== '') await flush();
  }

  #fail(error: unknown): void {
    this.#failed = refusalText(fileFault('Writing', this.#spec.file, error));
    this.#observing?.dispose();
    this.#parts.failed();
  }
}
