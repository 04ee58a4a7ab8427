import { findField } from './fields/fieldTable.ts';

/** How a word would be written that compares a field as programs do, such as `rc>=400`; `undefined` for every other word. */
export function withColon(word: string): string | undefined {
  const [, name = '', operator = '', value = ''] = /^([a-z]\w*)(!=|==?|[<>]=?)(.*)$/isu.exec(word) ?? [];
  const field = findField(name);
  if (field === undefined) return undefined;
  const comparison = operator.startsWith('<') || operator.startsWith('>') ? operator : '';
  return `${operator === '!=' ? '-' : ''}${field.name}:${comparison}${value}`;
}
