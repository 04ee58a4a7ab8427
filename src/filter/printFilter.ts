import type { Filter } from './filter.ts';
import { withColon } from './missingColon.ts';
import { keywordOf } from './token.ts';

/** The text of a filter that `parseFilter` understood, in its one usual form: `parseFilter` understands it as the same filter. */
export function printFilter(filter: Filter): string {
  if ('all' in filter) return filter.all.map((part) => ('all' in part || 'any' in part ? group(part) : printFilter(part))).join(' ');
  if ('any' in filter) return filter.any.map((part) => ('any' in part ? group(part) : printFilter(part))).join(' or ');
  if ('not' in filter) return `-${'all' in filter.not || 'any' in filter.not ? group(filter.not) : printFilter(filter.not)}`;
  return 'field' in filter ? `${filter.field}:${filter.values.map(printValue).join(',')}` : printText(filter.text);
}

/** A value as it can stand behind a colon or a comma. */
export function printValue(value: string): string {
  return /^[^\s(),|"'][^\s(),|]*$/.test(value) ? value : quoted(value);
}

function printText(text: string): string {
  const isBare = /^[^\s()|"'!-][^\s()|]*$/.test(text) && !/^[a-z]\w*:/i.test(text);
  return isBare && keywordOf(text) === undefined && withColon(text) === undefined ? text : quoted(text);
}

function group(filter: Filter): string {
  return `(${printFilter(filter)})`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
