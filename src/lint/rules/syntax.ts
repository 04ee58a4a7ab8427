import type { CatalogKind } from '../../wiotp/catalog.ts';
import { isDeviceManagement } from '../../wiotp/kind.ts';
import { unreadable } from '../consequence.ts';
import { wrapIn } from '../finding.ts';
import type { Problem, TextRange } from '../problem.ts';
import { quoted } from '../wording.ts';
import { jsonRepair } from '../jsonRepair.ts';
import { scan } from '../scan.ts';
import { syntaxCause } from '../syntaxCause.ts';
import { jsonRule } from './jsonRule.ts';

/** What stands unquoted where the value of reqId must be: an ID has a digit or a hyphen, unlike `undefined` or `None`. */
const reqIdValue = /"reqId"\s*:\s*(?=[A-Za-z_]*[0-9-])([A-Za-z0-9_][A-Za-z0-9_.-]*)/g;
const jsonNumber = /^(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$/;

const whole = 'A payload is one JSON value; nothing may follow it.';

/** Why `JSON.parse` refused a text: `json/syntax`, and `json/comment` if there are comments before that place. */
export function syntaxProblems(text: string, kind: CatalogKind): readonly Problem[] {
  const named = unquotedReqId(text, kind) ?? wholeTextCause(text, kind);
  if (named !== undefined) return [named];
  const { comments, error } = scan(text);
  const problems = commentProblem(comments, kind);
  if (error !== undefined) return [...problems, repairable(text, syntax(syntaxCause(text, error, whole), error.range, kind))];
  return problems.length > 0 ? problems : [syntax('This is not JSON.', { start: 0, end: text.length }, kind)];
}

function repairable(text: string, problem: Problem): Problem {
  const edits = jsonRepair(text);
  if (edits === undefined) return problem;
  const [comma] = edits;
  if (comma === undefined || edits.length > 1 || comma.text !== '') return { ...problem, fix: { title: 'Make it JSON', edits } };
  // A reader stumbles over what follows the comma, but the comma is what is wrong.
  const message = problem.message.replace('The comma before this', 'The comma');
  return { ...problem, message, range: { start: comma.start, end: comma.end }, fix: { title: 'Remove the comma', edits } };
}

/** [EC, C] Two of IBM's own libraries printed the reqId without quotes. */
function unquotedReqId(text: string, kind: CatalogKind): Problem | undefined {
  if (!isDeviceManagement(kind)) return undefined;
  for (const match of text.matchAll(reqIdValue)) {
    const value = match[1] ?? '';
    if (jsonNumber.test(value)) continue;
    const end = match.index + match[0].length;
    const range = { start: end - value.length, end };
    const problem = syntax(`The value of reqId is not in quotes. Write ${quoted(value)}.`, range, kind);
    return { ...problem, fix: { title: 'Put reqId in quotes', edits: wrapIn('"', '"')(range) } };
  }
  return undefined;
}

function wholeTextCause(text: string, kind: CatalogKind): Problem | undefined {
  const everything = { start: 0, end: text.length };
  if (text.trim() === '') return syntax('The payload is empty; the least there can be is {}.', everything, kind);
  if (text.startsWith('\uFEFF')) {
    return syntax('The payload begins with a byte order mark, which is not JSON. Save it without one.', { start: 0, end: 1 }, kind);
  }
  if (/^\[object \w+\]$/.test(text)) {
    return syntax(
      'This is what an object looks like that was not turned into JSON. Use JSON.stringify, or what your language has.',
      everything,
      kind,
    );
  }
  return undefined;
}

function syntax(what: string, range: TextRange, kind: CatalogKind): Problem {
  return { ...jsonRule('json/syntax', kind), message: `${what} ${unreadable(kind)}`, range };
}

/** One problem for all comments: a fix that left some would leave the text what it was, no JSON. */
function commentProblem(comments: readonly TextRange[], kind: CatalogKind): readonly Problem[] {
  const [first] = comments;
  if (first === undefined) return [];
  const title = comments.length === 1 ? 'Remove the comment' : `Remove ${comments.length} comments`;
  return [
    {
      ...jsonRule('json/comment', kind),
      message: `JSON has no comments. ${unreadable(kind)} ${title}.`,
      range: first,
      fix: { title, edits: comments.map((range) => ({ ...range, text: '' })) },
    },
  ];
}
