import assert from 'node:assert/strict';
import { complete } from '../../../src/assist/completion/complete.ts';
import type { Completion } from '../../../src/assist/completion/completion.ts';
import { hover, type Hover } from '../../../src/assist/hover/hover.ts';
import { plainText } from '../../../src/assist/snippets/plainText.ts';
import type { MessageFile } from '../../../src/lint/files/ourFile.ts';
import { findPayloadKind } from '../../../src/wiotp/genericKinds.ts';

export const json: MessageFile = { type: 'transcript', form: 'json' };
export const lines: MessageFile = { type: 'transcript', form: 'jsonl' };

/** A file with a payload of the kind with this name. */
export function payloadFile(name: string): MessageFile {
  const kind = findPayloadKind(name);
  assert.ok(kind, name);
  return { type: 'payload', kind };
}

/** A text without its `|`, and where that stood. */
export function unmarked(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  assert.ok(offset >= 0, `no | in ${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

export function completionsAt(marked: string, file: MessageFile): readonly Completion[] {
  const { text, offset } = unmarked(marked);
  return complete(text, offset, file);
}

export function labelsAt(marked: string, file: MessageFile): readonly string[] {
  return completionsAt(marked, file).map(({ label }) => label);
}

export function hoverAt(marked: string, file: MessageFile): Hover | undefined {
  const { text, offset } = unmarked(marked);
  return hover(text, offset, file);
}

/** The text after the suggestion with this label is taken and nothing is typed over its placeholders. */
export function taken(marked: string, label: string, file: MessageFile): string {
  const completion = completionsAt(marked, file).find((one) => one.label === label);
  assert.ok(completion, `no ${label} at ${marked}`);
  return applied(unmarked(marked).text, completion);
}

export function applied(text: string, { range, insert }: Completion): string {
  return text.slice(0, range.start) + plainText(insert) + text.slice(range.end);
}
