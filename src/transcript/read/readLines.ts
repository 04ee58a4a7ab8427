import { isObject } from '../../lint/json.ts';
import { mostShown } from '../../lint/mostShown.ts';
import { plainJson } from '../../lint/plainJson.ts';
import { valueText } from '../../lint/wording.ts';
import type { Header, Located, Transcript } from '../model.ts';
import type { Report } from '../remark.ts';
import { Fields } from './fields.ts';
import { valueRange } from './members.ts';
import { parseTolerant } from './parseTolerant.ts';
import { defaultHeader, headerMembers, readHeader } from './readHeader.ts';
import { readStep } from './readStep.ts';
import { stepTypes } from './stepMembers.ts';
import { syntaxRemark, unexplained, type SyntaxRemark } from './syntaxRemark.ts';

/** Reads a transcript that is a header on the first line and one step on every further one. Empty lines are skipped. */
export function readLines(text: string, report: Report): Transcript | undefined {
  const { json, lines } = parseLines(text, report);
  const [first, ...others] = lines;
  if (first === undefined) {
    const message = 'There is no header, and no step. Begin with a line {"description": "…"}.';
    report({ rule: 'transcript/header', message, range: { start: 0, end: 0 } });
    return undefined;
  }
  // Of a line that is no JSON nobody knows what it was; that it is none was said.
  const header = first.value === undefined ? defaultHeader : readFirst(json, first, report);
  const steps = header === undefined ? lines : others;
  if (steps.length === 0) {
    report({ rule: 'transcript/empty', message: 'No steps follow, so nothing happens. Add one per line.', range: first.range });
  }
  const context = { json, report, depth: 0 };
  const readable = steps.filter(({ value }) => value !== undefined);
  return { header: header ?? defaultHeader, json, steps: readable.flatMap((step) => readStep(step, context) ?? []) };
}

/** The header; `undefined` when the first line is a step already. */
function readFirst(json: string, line: Located<unknown>, report: Report): Header | undefined {
  const fields = new Fields(json, line, report);
  const isStep = stepTypes.some((type) => fields.has(type));
  if (isStep || !isObject(line.value)) {
    const found = isStep ? 'a step' : valueText(line.value);
    report({
      rule: 'transcript/header',
      message: `The first line is ${found} where the header must be; it is taken for a connected, managed device. Put a line {"description": "…"} above it.`,
      range: line.range,
      ...(isStep ? { fix: { title: 'Add a header', edits: [{ start: line.range.start, end: line.range.start, text: '{}\n' }] } } : {}),
    });
    return isStep ? undefined : defaultHeader;
  }
  fields.onlyKnows(headerMembers, 'A header');
  return readHeader(json, fields, report);
}

/** Every line that is not empty, with its place, and the whole text without comments. A line that is no JSON has the value `undefined`. */
function parseLines(text: string, report: Report): { readonly json: string; readonly lines: readonly Located<unknown>[] } {
  const plain: string[] = [];
  const found: { readonly value: unknown; readonly start: number; readonly end: number }[] = [];
  let broken = 0;
  const explain: SyntaxRemark = (line, at) => (++broken > mostShown ? unexplained : syntaxRemark)(line, at);
  let start = 0;
  // Of the two characters of one line break the second begins an empty line.
  for (const line of text.split(/[\r\n]/)) {
    const end = start + line.length;
    const blank = isBlank(line);
    const parsed = blank ? undefined : parseTolerant(line, start, report, explain);
    plain.push(parsed?.json ?? line);
    if (!blank) found.push({ value: parsed?.value, start, end });
    start = end + 1;
  }
  const json = plain.join('\n');
  const lines = found.map(({ value, ...range }) => ({ value, range: value === undefined ? range : valueRange(json, range.start) }));
  return { json, lines };
}

/** Whether a line holds nothing but white space and comments. */
function isBlank(line: string): boolean {
  if (!/[^\s\uFEFF]/.test(line)) return true;
  return /^[\s\uFEFF]*\//.test(line) && plainJson(line).trim() === '';
}
