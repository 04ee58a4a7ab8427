import { closeCodes } from './codes/closeCodes.ts';
import type { Code } from './codes/code.ts';
import { connackCodes } from './codes/connackCodes.ts';

/** What a close code means; unknown codes say so. */
export function closeCode(code: number): Code {
  return closeCodes.find((known) => known.code === code) ?? unknownCode('close code', code);
}

/**
 * What the code of a refused connection means: a CONNACK code, or the close code where the platform closes without
 * CONNACK. Unknown codes say so.
 */
export function connackCode(code: number): Code {
  const known = connackCodes.find((candidate) => candidate.code === code) ?? closeCodes.find((candidate) => candidate.code === code);
  return known ?? unknownCode('CONNACK code', code);
}

function unknownCode(what: string, code: number): Code {
  return { code, meaning: `unknown ${what} ${code}`, advice: 'The platform’s documents do not name it.' };
}
