import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { LogName } from '../../../rpc/log/logCalls.ts';
import type { ExportSpec, ExportState, OpenedLog, RecordingSpec, RecordingState } from '../../../rpc/log/logFiles.ts';
import { systemClock } from '../../../rpc/node/clock.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import type { JudgeBench } from '../verdicts/judgeBench.ts';
import type { Logs } from '../reading/logs.ts';
import { ExportRun } from './exportRun.ts';
import { openTrafficFile, type OpenedFile } from './openedFile.ts';
import type { FileReading } from './read/fileReading.ts';
import { fileClosedMeanwhile } from '../reading/whyClosed.ts';
import { Recorder } from './recorder.ts';
import { rowFilter } from './rowFilter.ts';
import { Targets } from './targets.ts';

/** What files are read from and written to, and who is told. */
export interface LogFilesParts {
  readonly logs: Logs;
  /** Judges what comes from transcripts. */
  readonly bench: JudgeBench;
  readonly read: FileReading;
  /** How far an export is. */
  readonly exported: (run: string, state: ExportState) => void;
  /** The recording is another one, or has ended. */
  readonly changed: () => void;
}

/** Each takes up to 200 MB of memory. */
const mostOpen = 10;

interface RunningExport {
  readonly log: LogName;
  readonly run: ExportRun;
  /** Never rejects. */
  readonly ended: Promise<ExportState>;
}

/** Logs as files: exports, the recording, and files that are read as logs. */
export class LogFiles {
  readonly #parts: LogFilesParts;
  readonly #exports = new Map<string, RunningExport>();
  readonly #opened = new Map<LogName, OpenedFile>();
  readonly #targets = new Targets();
  #opening = 0;
  #recorder: Recorder | undefined;

  constructor(parts: LogFilesParts) {
    this.#parts = parts;
  }

  /** What is being recorded. */
  get recording(): RecordingState | undefined {
    return this.#recorder?.state;
  }

  /** @throws Refusal when it cannot be read, or too many are open. */
  async open(file: string): Promise<OpenedLog> {
    if (this.#opened.size + this.#opening >= mostOpen) {
      throw new Refusal(`${mostOpen} files are open as logs.`, { rule: 'memory', advice: 'Close one of them first.' });
    }
    this.#opening++;
    try {
      const opened = await openTrafficFile(file, this.#parts);
      // Whoever still has the name of a log from an engine before this one must not find another file behind it.
      const log: LogName = `file-${randomUUID()}`;
      this.#opened.set(log, opened);
      this.#parts.logs.add(log, opened.reader);
      return { log, rows: opened.rows, ...(opened.notice === undefined ? {} : { notice: opened.notice }) };
    } finally {
      this.#opening--;
    }
  }

  /** Forgets a log that was opened, and fails what is exported from it; the live one, and one that is closed, stay as they are. */
  async close(log: LogName): Promise<void> {
    const opened = this.#opened.get(log);
    if (opened === undefined) return;
    this.#opened.delete(log);
    this.#parts.logs.remove(log);
    await this.leave(log, fileClosedMeanwhile());
    opened.close();
  }

  /**
   * A log is about to be closed: fails what is exported from it, and ends its recording with everything that came until now. Resolves
   * when nothing reads from it any more.
   */
  async leave(log: LogName, why: Refusal): Promise<void> {
    const exports = [...this.#exports.values()].filter((one) => one.log === log);
    for (const { run } of exports) run.abandon(why);
    await Promise.all(exports.map(({ ended }) => ended));
    // At last: a recording may have begun meanwhile.
    if (log === 'live') await this.#recorder?.abandon(why);
  }

  /** @throws Refusal for a filter that cannot be understood. */
  async export(run: string, spec: ExportSpec): Promise<ExportState> {
    const { logs, exported } = this.#parts;
    const passes = rowFilter(spec.filter, systemClock.now());
    const started = new ExportRun(spec, {
      reader: logs.get(spec.log),
      passes,
      targets: this.#targets,
      tell: (state) => exported(run, state),
    });
    const ended = started.run();
    this.#exports.set(run, { log: spec.log, run: started, ended });
    try {
      return await ended;
    } finally {
      this.#exports.delete(run);
    }
  }

  stopExport(run: string): void {
    this.#exports.get(run)?.run.stop();
  }

  /** @throws Refusal when something is being recorded already, the filter cannot be understood or the file not be written. */
  async startRecording(spec: RecordingSpec): Promise<void> {
    if (this.#recorder !== undefined) {
      throw new Refusal(`Traffic is being recorded into ${basename(this.#recorder.state.file)} already.`, {
        rule: 'one recording at a time',
        advice: 'Stop that recording first.',
      });
    }
    const { logs, changed } = this.#parts;
    const since = systemClock.now();
    const recorder = new Recorder(spec, {
      reader: logs.get(),
      passes: rowFilter(spec.filter, since),
      since,
      targets: this.#targets,
      failed: changed,
    });
    this.#recorder = recorder;
    try {
      await recorder.start();
    } catch (error) {
      if (this.#recorder === recorder) this.#recorder = undefined;
      throw error;
    }
    changed();
  }

  /** Ends the recording, and tells what became of it. */
  async stopRecording(): Promise<RecordingState | undefined> {
    const recorder = this.#recorder;
    this.#recorder = undefined;
    const state = await recorder?.stop();
    this.#parts.changed();
    return state;
  }

  /** Ends everything: exports leave nothing behind, and the recording is complete. */
  async dispose(): Promise<void> {
    const exports = [...this.#exports.values()];
    for (const { run } of exports) run.stop();
    await Promise.all([...exports.map(({ ended }) => ended), this.#recorder?.stop()]);
    await Promise.all([...this.#opened.keys()].map((log) => this.close(log)));
  }
}
