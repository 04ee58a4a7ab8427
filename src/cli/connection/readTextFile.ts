import { Refusal } from '../../wiotp/refusal.ts';
import { isMissing } from '../isMissing.ts';
import { readRegularFile } from '../readRegularFile.ts';
import { reasonOf } from '../reasonOf.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a file that was named as `shown`. @throws Refusal when it cannot be read or is no UTF-8. */
export function readTextFile(path: string, shown: string): string {
  try {
    return utf8.decode(readRegularFile(path));
  } catch (error) {
    throw new Refusal(
      `${shown} cannot be read: ${reasonOf(error)}.`,
      { rule: 'a file that is named is text', advice: 'Name another one.' },
      { cause: error },
    );
  }
}

/** The text of a file; `undefined` when there is none. @throws Refusal when it cannot be read. */
export function textIfThere(path: string): string | undefined {
  try {
    return utf8.decode(readRegularFile(path));
  } catch (error) {
    if (isMissing(error)) return undefined;
    return readTextFile(path, path);
  }
}
