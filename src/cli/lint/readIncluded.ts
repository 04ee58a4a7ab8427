import { reasonOf } from '../reasonOf.ts';
import { decode } from './decode.ts';
import { isMissing } from './isMissing.ts';
import { readRegularFile } from './readRegularFile.ts';

/** The text of a file that a transcript includes, or `undefined`. `refused` is told why one that is there is not read. */
export function readIncluded(path: string, refused: (reason: string) => void): string | undefined {
  try {
    const decoded = decode(readRegularFile(path));
    if (decoded.isUtf8) return decoded.text.replace(/^\uFEFF/, '');
    refused('it is not UTF-8');
  } catch (error) {
    if (!isMissing(error)) refused(reasonOf(error));
  }
  return undefined;
}
