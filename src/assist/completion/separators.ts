import type { Place } from '../place/place.ts';

/** The commas that a new member or item needs around it. */
export function separators({ lacksComma, next }: Place): { readonly before: string; readonly after: string } {
  const isLast = next === 'end' || next === '}' || next === ']' || next === ',' || next === ':';
  return { before: lacksComma ? ', ' : '', after: isLast ? '' : ',' };
}
