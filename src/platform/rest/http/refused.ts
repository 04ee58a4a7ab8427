import { Refusal } from '../../../wiotp/refusal.ts';
import { shownText } from '../../../wiotp/shownText.ts';

/** Why a call fails: a refusal with an HTTP status. */
export function refused(status: number, message: string, rule: string, advice: string, cause?: unknown): Refusal {
  return new Refusal(message, { rule, advice, code: status }, cause === undefined ? undefined : { cause });
}

/** A call that names what is not there. */
export function notFound(what: string): Refusal {
  return refused(404, `${shownText(what)} does not exist.`, 'calls are about what exists', 'Correct the name, or create it first.');
}
