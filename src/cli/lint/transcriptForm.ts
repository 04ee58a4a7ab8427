import type { TranscriptFile } from '../../lint/files/ourFile.ts';

/**
 * The form of a transcript without a name to tell it: where the first line is a whole JSON value and more follows, it is a header
 * with steps below it. One document never looks like that.
 */
export function transcriptForm(text: string): TranscriptFile['form'] {
  const [first = ''] = /^.*/.exec(text) ?? [];
  return isJson(first) && text.slice(first.length).trim() !== '' ? 'jsonl' : 'json';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
