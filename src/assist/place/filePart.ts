import type { MessageFile } from '../../lint/files/ourFile.ts';
import { knownOfFile, type Known } from '../known/knownAt.ts';

/** The part of a file that completion and hover look at: all of it, or one line of JSON Lines. */
export interface FilePart {
  readonly file: MessageFile;
  readonly text: string;
  /** Where it begins in the file. */
  readonly start: number;
  /** The lines above it, as far as they count. */
  readonly before: string;
  readonly known: Known;
}

/** How far above a line what happened before may stand. */
const farthestAbove = 65_536;

/** The part with this offset in it. */
export function partAt(text: string, offset: number, file: MessageFile): FilePart {
  if (file.type === 'payload' || file.form === 'json') return { file, text, start: 0, before: '', known: knownOfFile(file, false) };
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const above = text.slice(Math.max(0, start - farthestAbove), start);
  return {
    file,
    text: text.slice(start, end < 0 ? text.length : end),
    start,
    before: start > farthestAbove ? above.slice(above.indexOf('\n') + 1) : above,
    known: knownOfFile(file, start === 0),
  };
}
