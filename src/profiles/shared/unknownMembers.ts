import type { Path } from '../../lint/finding.ts';
import { isObject } from '../../lint/json.ts';
import { nearest } from '../../wiotp/nearest.ts';
import { shownText } from '../../wiotp/shownText.ts';
import { isSecretMember } from '../secretMembers.ts';
import type { FileFault } from './fileFault.ts';

/** Finding what a misspelt name means takes its time; nobody has more of them. */
const mostTold = 100;

/** A fault for every member of an object that nobody knows, of very many for the first ones. What looks like a secret is another fault. */
export function unknownMembers(value: unknown, known: readonly string[], path: Path): readonly FileFault[] {
  if (!isObject(value)) return [];
  const faults: FileFault[] = [];
  for (const name of Object.keys(value)) {
    if (faults.length === mostTold) break;
    if (known.includes(name) || isSecretMember(name)) continue;
    const meant = nearest(name, known);
    const message = `There is no member "${shownText(name)}" here, and it does not count.${meant === undefined ? '' : ` Is "${meant}" meant?`}`;
    faults.push({ kind: 'unknown', path: [...path, name], severity: 'hint', message, ...(meant === undefined ? {} : { nearest: meant }) });
  }
  return faults;
}
