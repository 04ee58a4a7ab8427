import type { TextRange } from '../../lint/problem.ts';
import { scan, type ScanError } from '../../lint/scan.ts';
import { syntaxCause } from '../../lint/syntaxCause.ts';
import type { Remark } from '../remark.ts';

const whole = 'Something follows after the end. A line of a recording is one object, and a transcript is one.';
const effect = 'The transcript cannot be read.';

/** Makes a remark on a text without comments that is not JSON; `start` is where the text stands. */
export type SyntaxRemark = (json: string, start: number) => Remark;

/** That a text is not JSON, without saying why, which takes its time. */
export const unexplained: SyntaxRemark = (json, start) => remark('This is not JSON.', { start, end: start + json.length });

/** Why a text without comments is not JSON, at the place where it stops being it; `start` is where the text stands. */
export function syntaxRemark(json: string, start: number): Remark {
  const { error } = scan(json);
  if (json.trim() === '')
    return remark('The file is empty; a transcript is an object with the member steps.', { start, end: start + json.length });
  if (error === undefined) return unexplained(json, start);
  return (
    bareVariable(json, error, start) ??
    remark(syntaxCause(json, error, whole), { start: start + error.range.start, end: start + error.range.end })
  );
}

/** `${name}` where a value must stand: in quotes it is one. */
function bareVariable(json: string, { range }: ScanError, start: number): Remark | undefined {
  const [written] = /^\$\{[^{}\s"]{0,100}\}/.exec(json.slice(range.start, range.start + 110)) ?? [];
  if (written === undefined) return undefined;
  const place = { start: start + range.start, end: start + range.start + written.length };
  const found = remark(`A variable stands in quotes, and keeps its type all the same: "${written}".`, place);
  return { ...found, fix: { title: 'Put it in quotes', edits: [{ ...place, text: JSON.stringify(written) }] } };
}

function remark(cause: string, range: TextRange): Remark {
  return { rule: 'json/syntax', message: `${cause} ${effect}`, range };
}
