import type { AnswerCode, Kind } from './kind.ts';

/** What each rc means in general [D-dm, D-req]. The meaning for one kind is in the catalog. */
const general: readonly AnswerCode[] = [
  { rc: 200, meaning: 'success' },
  { rc: 202, meaning: 'accepted, started' },
  { rc: 204, meaning: 'changed' },
  { rc: 400, meaning: 'bad request' },
  { rc: 403, meaning: 'claims a set of actions that does not exist' },
  { rc: 404, meaning: 'not found' },
  { rc: 409, meaning: 'conflict, try again later' },
  { rc: 500, meaning: 'failed' },
  { rc: 501, meaning: 'not supported' },
];

/**
 * What an rc means: for the kind it answers when that is known, otherwise in general.
 * Unknown codes are judged by their hundreds, as a tolerant receiver does [EC, PY, CS].
 */
export function returnCodeMeaning(rc: number, answered?: Kind): string {
  const known = answered?.answer?.codes.find((code) => code.rc === rc) ?? general.find((code) => code.rc === rc);
  if (known !== undefined) return known.meaning;
  if (rc === 0) return 'success, non-standard';
  return rc >= 200 && rc < 300 ? 'success, unknown code' : 'failure, unknown code';
}
