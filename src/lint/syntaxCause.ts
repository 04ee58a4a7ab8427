import { jsonWord } from './jsonRepair.ts';
import { maxNesting, type ScanError } from './scan.ts';
import { quoted } from './wording.ts';

/** [D-mqtt] The documents print `"d": {...}` for what they leave out, and people copy that. */
const ellipsis =
  'The platform’s documents write ... for what they leave out; it is not JSON. ' +
  'Put the members in its place, write {} or [] for none, or leave the member out.';

const unknownEscape = 'A backslash begins an escape that JSON does not know. Write \\\\ for a backslash.';

/** By the code that the scanner gives. */
const causes: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'A member name in double quotes must stand here.',
  ValueExpected: 'A value is missing here.',
  ColonExpected: 'A colon is missing here.',
  CommaExpected: 'A comma is missing before this.',
  CloseBraceExpected: 'A closing } is missing.',
  CloseBracketExpected: 'A closing ] is missing.',
  UnexpectedEndOfString: 'The closing quote is missing.',
  UnexpectedEndOfComment: 'The comment does not end.',
  InvalidCharacter: 'A control character must be escaped, a line break as \\n.',
  InvalidEscapeCharacter: unknownEscape,
  InvalidUnicode: unknownEscape,
  TooDeep: `This is not JSON, and nested too deep (more than ${maxNesting} levels) to tell where it goes wrong.`,
};

/** Why a text is not JSON, in words; `whole` says what the text should be where something follows after its end. */
export function syntaxCause(text: string, error: ScanError, whole: string): string {
  const { code, range } = error;
  if (text.startsWith('...', range.start) || text.startsWith('…', range.start)) return ellipsis;
  const number = numberCause(text, error);
  if (number !== undefined) return number;
  if (code === 'EndOfFileExpected') return whole;
  if (code === 'InvalidSymbol') return symbolCause(text, error);
  if (code === 'UnexpectedEndOfString' && /[\r\n]/.test(text.charAt(range.end)))
    return 'The text does not end on its line. Write the closing quote, or \\n for a line break in a text.';
  if ((code === 'PropertyNameExpected' || code === 'ValueExpected') && followsComma(text, range.start))
    return 'The comma before this is one too many.';
  return causes[code] ?? `${quoted(text.slice(range.start, range.end))} is not a number in JSON.`;
}

/** What looks like the second of two values, but is the rest of a number. */
function numberCause(text: string, { range: { start } }: ScanError): string | undefined {
  const before = text.slice(Math.max(0, start - 30), start);
  const [rest] = /^\d{1,30}/.exec(text.slice(start, start + 30)) ?? [];
  if (rest === undefined) return undefined;
  if (/(?:^|[^\d.eE])-?0$/.test(before))
    return `A number must not begin with 0. Write ${rest.replace(/^0+(?=\d)/, '')}, or put it in quotes if it is text.`;
  const [, whole] = /:\s*(-?\d+),$/.exec(before) ?? [];
  return whole === undefined ? undefined : `A number has a decimal point, not a comma. Write ${whole}.${rest}.`;
}

function symbolCause(text: string, { range }: ScanError): string {
  const found = text.slice(range.start, range.end);
  if (found.startsWith("'")) return 'Text must be in double quotes, not single ones.';
  if (/^[“”„«»‘’]/.test(found)) return 'Text must be in straight double quotes ("), not in those of a word processor.';
  if (/^[A-Za-z_$][\w$]*$/.test(found) && /^\s*:/.test(text.slice(range.end, range.end + 50)))
    return `Member names stand in double quotes. Write ${quoted(found)}.`;
  const word = jsonWord(found);
  if (word !== undefined) return `${quoted(found)} is not JSON. Write ${word}.`;
  if (/^-?(?:NaN|Infinity|undefined)$/.test(found)) return `JSON has no ${found}. Write null, or leave the member out.`;
  return `${quoted(found)} is not JSON. Text must be in double quotes.`;
}

function followsComma(text: string, start: number): boolean {
  return /,\s*$/.test(text.slice(Math.max(0, start - 200), start));
}
