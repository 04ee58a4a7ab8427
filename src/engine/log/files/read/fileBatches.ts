import { stat } from 'node:fs/promises';
import type { TrafficRecord } from '../../../../rpc/log/traffic.ts';
import { Refusal } from '../../../../wiotp/refusal.ts';
import { RecordPacker } from '../../thread/recordPacker.ts';
import { fileFault } from '../fileFault.ts';
import { fileLines, unreadable } from './fileLines.ts';
import type { FileBatch } from './fileReading.ts';
import { isTrafficHeader, ndjsonRows } from './ndjsonRows.ts';
import { Skipped } from './skipped.ts';
import type { TrafficRow } from './trafficRow.ts';
import { documentRecords, lineRecords } from './transcriptSteps.ts';

/** Whoever takes a batch does nothing else meanwhile: it ends with the one that goes over either of these. */
const mostRows = 200;
const mostRowBytes = 256 * 1024;

/** Records are judged, which takes longer. */
const mostRecords = 50;
const mostRecordBytes = 64 * 1024;

/**
 * Reads an exported log as it was, or a transcript, in this thread: lines are read as a whole, and a document at once.
 * @throws Refusal when it is neither, or cannot be read.
 */
export async function* fileBatches(file: string): AsyncGenerator<FileBatch> {
  const skipped = new Skipped();
  try {
    const { mtimeMs, isSpecial } = await factsOf(file);
    // Whoever opens a pipe waits for somebody at its other end.
    if (isSpecial) throw noFile(file);
    if (file.endsWith('.wiotp.json')) yield* packed(documentRecords(file), skipped);
    else {
      const isTranscript = file.endsWith('.jsonl');
      await requireBeginning(file, isTranscript);
      if (isTranscript) yield* packed(lineRecords(fileLines(file), skipped, mtimeMs), skipped);
      else yield* gathered(ndjsonRows(file, fileLines(file), skipped), skipped);
    }
  } catch (error) {
    throw fileFault('Reading', file, error);
  }
  // What was left out behind the last batch.
  yield skipped.notice;
}

async function factsOf(file: string): Promise<{ readonly mtimeMs: number; readonly isSpecial: boolean }> {
  const stats = await stat(file);
  return { mtimeMs: Math.floor(stats.mtimeMs), isSpecial: !stats.isFile() && !stats.isDirectory() };
}

function noFile(file: string): Refusal {
  return new Refusal(`${file} is a pipe or a device.`, { rule: 'traffic file', advice: 'Write what comes out of it into a file first.' });
}

/**
 * So that a foreign file is not read to its end.
 * @throws Refusal when the first line that holds anything is not that of such a file.
 */
async function requireBeginning(file: string, isTranscript: boolean): Promise<void> {
  let first = 1;
  for await (const { number, text, fault } of fileLines(file)) {
    if (fault !== undefined) throw unreadable(file, number, fault);
    if (isTranscript ? /^[{/]/.test(text) : isTrafficHeader(text)) return;
    first = number;
    break;
  }
  throw unreadable(file, first, 'is not how traffic begins');
}

async function* gathered(rows: AsyncIterable<TrafficRow>, skipped: Skipped): AsyncGenerator<FileBatch> {
  let together: TrafficRow[] = [];
  let bytes = 0;
  for await (const row of rows) {
    together.push(row);
    bytes += row.payload.byteLength;
    if (together.length < mostRows && bytes < mostRowBytes) continue;
    yield { rows: together, ...skipped.notice };
    [together, bytes] = [[], 0];
  }
  if (together.length > 0) yield { rows: together };
}

async function* packed(records: AsyncIterable<TrafficRecord>, skipped: Skipped): AsyncGenerator<FileBatch> {
  const packer = new RecordPacker();
  let bytes = 0;
  for await (const record of records) {
    packer.add(record, 'session');
    bytes += record.payload.byteLength;
    if (packer.count < mostRecords && bytes < mostRecordBytes) continue;
    yield { records: packer.finish(), ...skipped.notice };
    bytes = 0;
  }
  if (packer.count > 0) yield { records: packer.finish() };
}
