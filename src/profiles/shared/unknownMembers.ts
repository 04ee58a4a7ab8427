import type { Path } from '../../lint/finding.ts';
import { isObject } from '../../lint/json.ts';
import { nearest } from '../../lint/nearest.ts';
import { shownText } from '../../wiotp/shownText.ts';
import { isSecretMember } from '../secretMembers.ts';
import type { FileFault } from './fileFault.ts';

/** A fault for every member of an object that nobody knows. What looks like a secret is another fault. */
export function unknownMembers(value: unknown, known: readonly string[], path: Path): readonly FileFault[] {
  if (!isObject(value)) return [];
  return Object.keys(value)
    .filter((name) => !known.includes(name) && !isSecretMember(name))
    .map((name) => {
      const meant = nearest(name, known);
      const message = `There is no member "${shownText(name)}" here, and it does not count.${meant === undefined ? '' : ` Is "${meant}" meant?`}`;
      return { kind: 'unknown', path: [...path, name], severity: 'hint', message, ...(meant === undefined ? {} : { nearest: meant }) };
    });
}
