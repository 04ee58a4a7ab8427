import { findField } from './fields/fieldTable.ts';
import type { FilterField } from './fields/field.ts';
import { tokensOf, type Piece } from './token.ts';

/** What stands at a place in the text of a filter and would be replaced, in UTF-16 units. */
export interface CaretPlace {
  /** The field whose value it is; absent where a term can begin. */
  readonly field?: FilterField;
  /** What is written up to the caret, without quotes. */
  readonly written: string;
  readonly start: number;
  readonly end: number;
}

/** What stands at the caret; `undefined` inside a value of a field that does not exist. */
export function caretPlace(text: string, caret: number): CaretPlace | undefined {
  for (const token of tokensOf(text)) {
    if (token.start > caret) break;
    if (token.end < caret) continue;
    if ('word' in token) return { written: writtenUpTo(text, token, caret), start: token.start, end: token.end };
    if ('name' in token) return valuePlace(text, caret, token);
    // "no" and "or" may become anything; a parenthesis is finished.
    if (token.end - token.start > 1 && token.start < caret)
      return { written: text.slice(token.start, caret), start: token.start, end: token.end };
  }
  return { written: '', start: caret, end: caret };
}

function valuePlace(
  text: string,
  caret: number,
  { name, start, values }: { readonly name: string; readonly start: number; readonly values: readonly Piece[] },
): CaretPlace | undefined {
  const nameEnd = start + name.length;
  if (caret <= nameEnd) return { written: text.slice(start, caret), start, end: nameEnd + 1 };
  const field = findField(name);
  const value = values.find((piece) => caret <= piece.end);
  if (field === undefined || value === undefined) return undefined;
  return { field, written: writtenUpTo(text, value, caret), start: value.start, end: value.end };
}

function writtenUpTo(text: string, { start, quotes }: Piece, caret: number): string {
  const written = text.slice(start, caret);
  return quotes === undefined ? written : written.replace(/^"|"$/g, '').replace(/\\(["\\])/g, '$1');
}
