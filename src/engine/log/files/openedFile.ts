import { stat } from 'node:fs/promises';
import { systemClock } from '../../../rpc/node/clock.ts';
import type { TrafficRecord } from '../../../rpc/log/traffic.ts';
import { openStore } from '../../store/openStore.ts';
import { TrafficArchive } from '../../store/trafficArchive.ts';
import { ArchiveReader } from '../reading/archiveReader.ts';
import type { JudgeBench } from '../verdicts/judgeBench.ts';
import type { LogReader } from '../reading/logReader.ts';
import { packRecords } from '../thread/recordPacker.ts';
import { TrafficLog } from '../arrival/trafficLog.ts';
import { Breath } from './breath.ts';
import { fileFault } from './fileFault.ts';
import { fileLines, unreadable } from './read/fileLines.ts';
import { isTrafficHeader, ndjsonRows } from './read/ndjsonRows.ts';
import { PairedRows } from './read/pairedRows.ts';
import { Skipped } from './read/skipped.ts';
import type { TrafficRow } from './read/trafficRow.ts';
import { documentRecords, lineRecords } from './read/transcriptSteps.ts';

/** A log that was read from a file. */
export interface OpenedFile {
  readonly reader: LogReader;
  readonly rows: number;
  readonly notice: string | undefined;
  close(): void;
}

/** Bytes that a log from a file may take in memory; what comes behind them is left out and said. */
const mostBytes = 200 * 1024 * 1024;
const memoryBytes = 2 * mostBytes;

/** Records that are judged together: few, because nobody else has the thread meanwhile. */
const together = 50;

/** Rows after which it is time to look how much memory they take. */
const countedEvery = 1_000;

/**
 * Reads an exported log as it was, or a transcript, which is judged as traffic is. At most 200 MB of it.
 * @throws Refusal when it is neither, or cannot be read.
 */
export async function openTrafficFile(file: string, bench: JudgeBench): Promise<OpenedFile> {
  try {
    if (file.endsWith('.wiotp.json')) return await judged(documentRecords(file), bench, new Skipped());
    const skipped = new Skipped();
    const isTranscript = file.endsWith('.jsonl');
    if (!(await beginsLikeOne(file, isTranscript))) throw unreadable(file, 1, 'is not how traffic begins');
    if (!isTranscript) return await kept(ndjsonRows(file, fileLines(file), skipped), bench, skipped);
    const { mtimeMs } = await stat(file);
    return await judged(lineRecords(fileLines(file), skipped, Math.floor(mtimeMs)), bench, skipped);
  } catch (error) {
    throw fileFault('Reading', file, error);
  }
}

/** Whether the first line may be that of such a file, so that a foreign one is not read to its end. */
async function beginsLikeOne(file: string, isTranscript: boolean): Promise<boolean> {
  for await (const { text } of fileLines(file)) return isTranscript ? /^[{/]/.test(text) : isTrafficHeader(text);
  return false;
}

/** Rows with what was found out about them before. */
async function kept(rows: AsyncIterable<TrafficRow>, bench: JudgeBench, skipped: Skipped): Promise<OpenedFile> {
  const opened = openStore(undefined);
  const archive = new TrafficArchive(opened, { clock: systemClock, moved: () => undefined, memoryBytes });
  const paired = new PairedRows(archive);
  const breath = new Breath();
  try {
    for await (const row of rows) {
      // Rows keep their numbers where none was left out.
      if (paired.count === 0) opened.store.startAt(Math.max(1, row.seq));
      paired.add(row);
      if (paired.count % countedEvery === 0 && archive.bytes > mostBytes) break;
      if (breath.isDue) await breath.take();
    }
  } catch (error) {
    archive.close();
    throw error;
  }
  return { ...facts(archive, skipped), reader: new ArchiveReader(archive, bench), close: () => archive.close() };
}

/** Messages as they come over the wire. */
async function judged(records: AsyncIterable<TrafficRecord>, bench: JudgeBench, skipped: Skipped): Promise<OpenedFile> {
  const archive = new TrafficArchive(openStore(undefined), { clock: systemClock, moved: () => undefined, memoryBytes });
  const reader = new ArchiveReader(archive, bench);
  const log = new TrafficLog({ archive, reader, bench, clock: systemClock, grew: () => undefined });
  const breath = new Breath();
  let waiting: TrafficRecord[] = [];
  const take = (): void => {
    log.take(packRecords(waiting.map((record) => ({ record, at: 'session' }))), { session: 0, platform: 0 });
    waiting = [];
  };
  try {
    for await (const record of records) {
      waiting.push(record);
      if (waiting.length < together) continue;
      take();
      if (archive.bytes > mostBytes) break;
      if (breath.isDue) await breath.take();
    }
    take();
  } catch (error) {
    log.close();
    throw error;
  }
  return { ...facts(archive, skipped), reader, close: () => log.close() };
}

function facts(archive: TrafficArchive, skipped: Skipped): Pick<OpenedFile, 'rows' | 'notice'> {
  const { first, end } = archive.extent;
  const cut =
    archive.bytes > mostBytes
      ? `Only its first ${end - first} rows are shown: no more than ${mostBytes / 1024 / 1024} MB of a file are read. Export less of the log, with a filter.`
      : undefined;
  const texts = [cut, skipped.text].filter((text) => text !== undefined);
  return { rows: end - first, notice: texts.length === 0 ? undefined : texts.join(' ') };
}
