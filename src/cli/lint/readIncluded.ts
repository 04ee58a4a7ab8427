import { realpathSync } from 'node:fs';
import { reasonOf } from '../reasonOf.ts';
import { decode } from './decode.ts';
import { isMissing } from '../isMissing.ts';
import { isWithin } from './isWithin.ts';
import { readRegularFile } from '../readRegularFile.ts';

/**
 * The text of a file that a transcript includes, or `undefined`; only of one in this folder, wherever links lead.
 * `refused` is told why one that may be there is not read. Both paths are whole.
 */
export function readIncluded(path: string, folder: string, refused: (reason: string) => void): string | undefined {
  try {
    if (!isWithin(folder, path) || !isWithin(realpathSync(folder), realpathSync(path))) {
      refused(`it is outside ${folder}; transcripts include files from there only`);
      return undefined;
    }
    const decoded = decode(readRegularFile(path));
    if (decoded.isUtf8) return decoded.text.replace(/^\uFEFF/, '');
    refused('it is not UTF-8');
  } catch (error) {
    if (!isMissing(error)) refused(reasonOf(error));
  }
  return undefined;
}
