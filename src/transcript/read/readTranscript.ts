import type { Transcript } from '../model.ts';
import type { Report } from '../remark.ts';
import { readJson } from './readJson.ts';
import { readLines } from './readLines.ts';

/** How a transcript is written: one JSON document, or a header and then one step per line. */
export type TranscriptForm = 'json' | 'jsonl';

/**
 * Reads a transcript as far as that can be done, and reports what is wrong with its form. Never throws and takes time
 * in proportion to the text. `undefined` when there is nothing to read steps from.
 */
export function readTranscript(text: string, form: TranscriptForm, report: Report): Transcript | undefined {
  return form === 'json' ? readJson(text, report) : readLines(text, report);
}
