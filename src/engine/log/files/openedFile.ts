import { systemClock } from '../../../rpc/node/clock.ts';
import { openStore } from '../../store/openStore.ts';
import { TrafficArchive } from '../../store/trafficArchive.ts';
import { TrafficLog } from '../arrival/trafficLog.ts';
import { Breath } from '../breath.ts';
import { ArchiveReader } from '../reading/archiveReader.ts';
import type { LogReader } from '../reading/logReader.ts';
import { fileClosed } from '../reading/whyClosed.ts';
import type { JudgeBench } from '../verdicts/judgeBench.ts';
import { fileFault } from './fileFault.ts';
import type { FileReading } from './read/fileReading.ts';
import { PairedRows } from './read/pairedRows.ts';

/** A log that was read from a file. */
export interface OpenedFile {
  readonly reader: LogReader;
  readonly rows: number;
  readonly notice: string | undefined;
  close(): void;
}

/** What reads a file, and judges what comes from transcripts. */
export interface OpeningParts {
  readonly read: FileReading;
  readonly bench: JudgeBench;
}

/** Bytes that a log from a file may take in memory; what comes behind them is left out and said. */
const mostBytes = 200 * 1024 * 1024;
const memoryBytes = 2 * mostBytes;

const noneLost = { session: 0, platform: 0 };

/**
 * Keeps an exported log as it was, or a transcript, which is judged as traffic is. At most 200 MB of it.
 * @throws Refusal when the file is neither, or cannot be read.
 */
export async function openTrafficFile(file: string, { read, bench }: OpeningParts): Promise<OpenedFile> {
  const opened = openStore(undefined);
  const archive = new TrafficArchive(opened, { clock: systemClock, moved: () => undefined, memoryBytes });
  const reader = new ArchiveReader(archive, bench);
  const log = new TrafficLog({ archive, reader, bench, clock: systemClock, grew: () => undefined });
  const paired = new PairedRows(archive);
  const breath = new Breath();
  const close = (): void => log.close(fileClosed());
  let notice: string | undefined;
  try {
    for await (const batch of read(file)) {
      const { rows = [], records } = batch;
      notice = batch.notice ?? notice;
      if (records !== undefined) log.take(records, noneLost);
      // Rows keep their numbers where none was left out.
      if (rows[0] !== undefined && paired.count === 0) opened.store.startAt(Math.max(1, rows[0].seq ?? 1));
      for (const row of rows) paired.add(row);
      if (archive.bytes > mostBytes) break;
      if (breath.isDue) await breath.take();
    }
  } catch (error) {
    close();
    throw fileFault('Reading', file, error);
  }
  const { first, end } = archive.extent;
  const texts = [archive.bytes > mostBytes ? onlyFirst(end - first) : undefined, notice].filter((text) => text !== undefined);
  return { reader, rows: end - first, notice: texts.length === 0 ? undefined : texts.join(' '), close };
}

function onlyFirst(rows: number): string {
  return `Only its first ${rows} rows are shown: no more than ${mostBytes / 1024 / 1024} MB of a file are read. Export less of the log, with a filter.`;
}
