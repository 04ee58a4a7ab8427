import type { TestContext } from 'node:test';
import { ArchiveReader } from '../../../../../src/engine/log/reading/archiveReader.ts';
import type { JudgeBench } from '../../../../../src/engine/log/verdicts/judgeBench.ts';
import { LogFiles, type LogFilesParts } from '../../../../../src/engine/log/files/logFiles.ts';
import { fileBatches } from '../../../../../src/engine/log/files/read/fileBatches.ts';
import type { FileReading } from '../../../../../src/engine/log/files/read/fileReading.ts';
import { Logs } from '../../../../../src/engine/log/reading/logs.ts';
import { openStore } from '../../../../../src/engine/store/openStore.ts';
import type { LoggedMessage } from '../../../../../src/engine/store/storedMessage.ts';
import { TrafficArchive } from '../../../../../src/engine/store/trafficArchive.ts';
import type { StoredColumns } from '../../../../../src/engine/store/storedColumns.ts';
import type { LogName } from '../../../../../src/rpc/log/logCalls.ts';
import type { ExportState } from '../../../../../src/rpc/log/logFiles.ts';
import { systemClock } from '../../../../../src/rpc/node/clock.ts';
import { tempFolder } from '../../../../support/tempFolder.ts';

/** Finds nothing wrong. */
export const quietBench: JudgeBench = { judge: () => [] };

/** Hears nothing of what files tell. */
const deaf: Omit<LogFilesParts, 'logs' | 'bench' | 'read'> = { exported: () => undefined, changed: () => undefined };

/** A live log in memory, and its files. */
export interface LogWithFiles {
  readonly logs: Logs;
  readonly archive: TrafficArchive;
  readonly reader: ArchiveReader;
  readonly files: LogFiles;
  /** Puts messages into the log, and tells its observers. */
  readonly add: (...messages: readonly LoggedMessage[]) => void;
}

/** A live log in memory, and its files. */
export function archiveWithFiles(told = deaf, read: FileReading = fileBatches): LogWithFiles {
  const archive = new TrafficArchive(openStore(undefined), { clock: systemClock, moved: () => undefined });
  const reader = new ArchiveReader(archive, quietBench);
  const logs = new Logs();
  logs.add('live', reader);
  const files = new LogFiles({ logs, bench: quietBench, read, ...told });
  const add = (...messages: readonly LoggedMessage[]): void => {
    for (const message of messages) archive.append(message);
    reader.tell();
  };
  return { logs, archive, reader, files, add };
}

/** The same, with what files told, in a folder that ends with the test. */
export class FilesBench {
  readonly exported: { readonly run: string; readonly state: ExportState }[] = [];
  readonly folder: string;
  /** How often the recording was told to be another one. */
  changes = 0;
  readonly #log: LogWithFiles;

  /** Files are read in this thread unless told otherwise. */
  constructor(context: TestContext, messages: readonly LoggedMessage[] = [], read?: FileReading) {
    this.folder = tempFolder(context);
    const told = { exported: (run: string, state: ExportState) => void this.exported.push({ run, state }), changed: () => this.changes++ };
    this.#log = archiveWithFiles(told, read);
    context.after(async () => {
      await this.files.dispose();
      this.#log.archive.close();
    });
    this.add(...messages);
  }

  get files(): LogFiles {
    return this.#log.files;
  }

  get logs(): Logs {
    return this.#log.logs;
  }

  /** Puts messages into the live log, and tells its observers. */
  add(...messages: readonly LoggedMessage[]): void {
    this.#log.add(...messages);
  }

  link(request: number, answer: NonNullable<LoggedMessage['partner']>): void {
    this.#log.archive.link({ request, answer, rc: 200 });
  }

  clear(): void {
    this.#log.archive.clear();
    this.#log.reader.cleared();
  }

  /** Everything in a log, whole. */
  stored(log: LogName = 'live'): readonly StoredColumns[] {
    const reader = this.logs.get(log);
    return reader.stored(reader.extent.first, reader.extent.end);
  }

  path(name: string): string {
    return `${this.folder}/${name}`;
  }
}
