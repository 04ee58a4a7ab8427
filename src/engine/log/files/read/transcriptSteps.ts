import { readFile, stat } from 'node:fs/promises';
import { isObject } from '../../../../lint/json.ts';
import { plainJson } from '../../../../lint/plainJson.ts';
import type { TrafficRecord } from '../../../../rpc/log/traffic.ts';
import type { Header } from '../../../../transcript/model.ts';
import type { Remark } from '../../../../transcript/remark.ts';
import { Fields } from '../../../../transcript/read/fields.ts';
import { valueRange } from '../../../../transcript/read/members.ts';
import { parseTolerant } from '../../../../transcript/read/parseTolerant.ts';
import { readHeader, defaultHeader } from '../../../../transcript/read/readHeader.ts';
import { readStep } from '../../../../transcript/read/readStep.ts';
import { readTranscript } from '../../../../transcript/read/readTranscript.ts';
import { stepTypes } from '../../../../transcript/read/stepMembers.ts';
import { Refusal } from '../../../../wiotp/refusal.ts';
import type { FileLine } from './fileLines.ts';
import type { Skipped } from './skipped.ts';
import { withinPacket } from './withinPacket.ts';
import { TranscriptRecords } from './transcriptRecords.ts';

/** A transcript that is one document is read at once, so that it must not be larger than this. */
const mostBytes = 2 * 1024 * 1024;

/** The records of a transcript with a step on each line. Lines that are none are noted in `skipped`. */
export async function* lineRecords(lines: AsyncIterable<FileLine>, skipped: Skipped, time: number): AsyncGenerator<TrafficRecord> {
  let records: TranscriptRecords | undefined;
  for await (const { number, text, fault, isOpen } of lines) {
    if (fault !== undefined) {
      if (isOpen) skipped.cut(number);
      else skipped.add(number, fault);
      continue;
    }
    if (plainJson(text).trim() === '') continue;
    const faults: Remark[] = [];
    const report = (remark: Remark) => void faults.push(remark);
    const parsed = parseTolerant(text, 0, report);
    const line = parsed === undefined ? undefined : { value: parsed.value, range: valueRange(parsed.json, 0) };
    if (parsed === undefined || line === undefined || !isObject(line.value)) {
      if (parsed === undefined && isOpen) skipped.cut(number);
      else skipped.add(number, 'is no object in JSON');
      continue;
    }
    const isStep = stepTypes.some((type) => Object.hasOwn(line.value as object, type));
    if (records === undefined) {
      const header: Header = isStep ? defaultHeader : readHeader(parsed.json, new Fields(parsed.json, line, report), report);
      records = new TranscriptRecords(header, time);
      if (!isStep) continue;
    }
    const step = readStep(line, { json: parsed.json, report, depth: 0 });
    if (step === undefined) skipped.add(number, `is no step: ${faults[0]?.message ?? 'its sort is unknown.'}`.replace(/\.$/, ''));
    else {
      const all = [...records.of(step, parsed.json)];
      if (all.every(({ payload }) => withinPacket(payload) !== undefined)) yield* all;
      else skipped.add(number, 'has a payload that is larger than any packet that is received');
    }
  }
}

/**
 * The records of a transcript that is one document.
 * @throws Refusal when it cannot be read, or is too large for that.
 */
export async function* documentRecords(file: string): AsyncGenerator<TrafficRecord> {
  const { size, mtimeMs } = await stat(file);
  if (size > mostBytes) {
    throw new Refusal(`${file} is larger than ${mostBytes / 1024 / 1024} MB.`, {
      rule: 'transcripts of one document are short',
      advice: 'Write it with a header and then one step on each line, as *.wiotp.jsonl.',
    });
  }
  const faults: Remark[] = [];
  const transcript = readTranscript(await readFile(file, 'utf8'), 'json', (remark) => void faults.push(remark));
  if (transcript === undefined) {
    throw new Refusal(`${file} is no transcript. ${faults[0]?.message ?? ''}`, {
      rule: 'transcript',
      advice: 'Open it in the editor, which shows what is wrong with it.',
    });
  }
  const records = new TranscriptRecords(transcript.header, Math.floor(mtimeMs));
  for (const step of transcript.steps) yield* records.of(step, transcript.json);
}
