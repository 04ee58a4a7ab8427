import type { Finding } from '../finding.ts';
import { plainJson } from '../plainJson.ts';
import type { Problem, TextRange } from '../problem.ts';
import { problemsOf } from '../problemsOf.ts';
import { rules } from '../rules.ts';
import { duplicates } from '../rules/duplicate.ts';
import { scan } from '../scan.ts';
import { syntaxCause } from '../syntaxCause.ts';

/** How a file of the workbench is judged. */
export interface FormCheck {
  /** Everything that is wrong with its value. */
  readonly find: (value: unknown) => readonly Finding[];
  /** What becomes of a file that cannot be read, as a full sentence. */
  readonly effect: string;
}

/** What a file holds. */
export interface ReadForm {
  /** `undefined` for what is not JSON. */
  readonly value: unknown;
  /** In the order of their places, with the severities of the rule table. */
  readonly problems: readonly Problem[];
}

const whole = 'The file is one JSON object; nothing may follow it.';

/** Reads a file of the workbench: JSON, in which comments and commas too many do no harm. Never throws and always ends. */
export function readForm(text: string, { find, effect }: FormCheck): ReadForm {
  const json = plainJson(text);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { value: undefined, problems: [syntaxProblem(json, effect)] };
  }
  const twice = duplicates(json).map((duplicate) => ({ ...duplicate, severity: rules[duplicate.rule].severity }));
  const found = problemsOf(find(value), json, value);
  return { value, problems: [...found, ...twice].sort((a, b) => a.range.start - b.range.start) };
}

function syntaxProblem(json: string, effect: string): Problem {
  const everything = { start: 0, end: json.length };
  if (json.trim() === '') return syntax(`The file is empty. ${effect}`, everything);
  const { error } = scan(json);
  return error === undefined
    ? syntax(`This is not JSON. ${effect}`, everything)
    : syntax(`${syntaxCause(json, error, whole)} ${effect}`, error.range);
}

function syntax(message: string, range: TextRange): Problem {
  return { rule: 'json/syntax', severity: rules['json/syntax'].severity, message, range };
}
