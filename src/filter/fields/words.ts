import { nearest } from '../../wiotp/nearest.ts';
import { shownText } from '../../wiotp/shownText.ts';
import type { Plan } from '../plan.ts';
import type { FieldWord, FilterField } from './field.ts';

/** What a word of a field lets through. */
export interface PlannedWord extends FieldWord {
  readonly plan: Plan;
}

/** The part of a field that only knows words. Case does not matter. */
export function wordField(
  name: FilterField['name'],
  words: readonly PlannedWord[],
): Pick<FilterField, 'name' | 'takes' | 'words' | 'read'> {
  const names = words.map(({ word }) => word);
  return {
    name,
    takes: `one of ${names.join(', ')}`,
    words: words.map(({ word, meaning }) => ({ word, meaning })),
    read: (value) => words.find(({ word }) => word === value.toLowerCase())?.plan ?? notOneOf(name, value, names),
  };
}

/** Says that a value is none of those that are possible, and which is meant. */
function notOneOf(name: string, value: string, names: readonly string[]): string {
  const meant = nearest(value, names);
  const possible = meant === undefined ? `Use one of ${names.join(', ')}.` : `Did you mean "${meant}"?`;
  return `"${shownText(value)}" is no value of ${name}. ${possible}`;
}
