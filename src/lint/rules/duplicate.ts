import { closeBrace, closeBracket, colon, endOfString, nameOf, openBrace, openBracket, quote, skipSpace } from '../jsonText.ts';
import type { TextRange } from '../problem.ts';
import { quoted } from '../wording.ts';

/** A member that is lost. */
export interface Duplicate {
  readonly rule: 'json/duplicate';
  readonly message: string;
  /** Its name. */
  readonly range: TextRange;
}

/** `json/duplicate`: members of well-formed JSON that have the name of a later one of the same object. */
export function duplicates(json: string): readonly Duplicate[] {
  const found: Duplicate[] = [];
  /** The members of the objects around the place, as far as they have any. */
  const open: (Map<string, TextRange> | undefined)[] = [];
  for (let at = 0; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case openBrace:
      case openBracket:
        open.push(undefined);
        break;
      case closeBrace:
      case closeBracket:
        open.pop();
        break;
      case quote: {
        const range = { start: at, end: endOfString(json, at) };
        at = range.end - 1;
        if (json.charCodeAt(skipSpace(json, range.end)) !== colon) break;
        const name = nameOf(json, range.start, range.end);
        const members = (open[open.length - 1] ??= new Map());
        const earlier = members.get(name);
        if (earlier !== undefined) found.push(duplicate(name, earlier));
        members.set(name, range);
        break;
      }
      default:
    }
  }
  return found;
}

function duplicate(name: string, range: TextRange): Duplicate {
  const message = `The same object has another ${quoted(name)} further down. Most readers take the last one, and this one is lost. Remove one of them.`;
  return { rule: 'json/duplicate', message, range };
}
