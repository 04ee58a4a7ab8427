import { isRefusal, type Refusal } from '../../../wiotp/refusal.ts';
import { InvalidBody } from './jsonBody.ts';
import type { Answer } from './route.ts';

/** Says that a body has violations [PY]. */
const invalidBodyId = 'CUDRS0007E';

/** What a close code of messaging means in HTTP [D-app]; 92 is that of a platform that cannot write its data. */
const statusOfCloseCode: Readonly<Record<number, number>> = { 92: 507, 180: 403, 276: 400, 287: 413, 289: 400 };

/**
 * The answer for a call that failed, in the service's form: a message, and what is known besides [PY]. What is no
 * refusal is a defect of ours, of which the caller learns no more.
 */
export function errorAnswer(error: unknown): Answer {
  if (!isRefusal(error)) return { status: 500, json: { message: 'The embedded platform failed to answer; its error output says more.' } };
  const { message, rule, advice } = error;
  const status = statusOf(error);
  const headers = status === 401 ? { 'www-authenticate': 'Basic realm="wiotp"' } : {};
  return { status, headers, json: { message, rule, advice, ...violationsOf(error) } };
}

/** The status with which a refusal is answered. */
export function statusOf({ code = 400 }: Refusal): number {
  if (code >= 400 && code < 600) return code;
  return statusOfCloseCode[code] ?? 400;
}

function violationsOf(error: Refusal): object {
  if (!(error instanceof InvalidBody)) return {};
  const { problems, text } = error;
  const violations = problems.map(({ rule, message, range: { start } }) => {
    return { message, exception: { id: rule, properties: [] }, ...(text === undefined ? {} : placeOf(text, start)) };
  });
  return { exception: { id: invalidBodyId, properties: [] }, violations };
}

/** Line and column, from 1. */
function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
