import { closeCode } from '../../wiotp/codes.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/**
 * Why a connection must end: a refusal with a close code [D-app, RC-h].
 * Without advice of its own it carries the general advice for that code.
 */
export function breach(code: number, message: string, advice?: string): Refusal {
  const known = closeCode(code);
  return new Refusal(message, { rule: known.meaning, advice: advice ?? known.advice, code });
}
