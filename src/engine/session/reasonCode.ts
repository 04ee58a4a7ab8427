import type { Code } from '../../wiotp/codes/code.ts';
import { reasonCodes } from '../../wiotp/codes/reasonCodes.ts';

/** Reason codes of MQTT 5 from here on are failures. */
export const firstFailure = 0x80;

/** What a reason code of MQTT 5 means; unknown ones say so. */
export function reasonCode(code: number): Code {
  const known = reasonCodes.find((candidate) => candidate.code === code);
  return known ?? { code, meaning: `unknown reason code ${shownCode(code)}`, advice: 'Read the reason string, or the log of the server.' };
}

/** A reason code as the documents write it: `0x8E`. */
export function shownCode(code: number): string {
  return `0x${code.toString(16).toUpperCase().padStart(2, '0')}`;
}
