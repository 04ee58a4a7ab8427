import { everything, type FieldName, type Filter } from '../../../src/filter/filter.ts';
import { parseFilter } from '../../../src/filter/parseFilter.ts';
import type { LogRow } from '../../../src/rpc/log/traffic.ts';

/** Whether a row passes a filter: a simple reading of those that tests write, for the fake host. */
export function passes(row: LogRow, filter: string): boolean {
  if (filter !== last.text) last = { text: filter, filter: parsed(filter) };
  return holds(row, last.filter);
}

let last: { readonly text: string; readonly filter: Filter } = { text: '', filter: everything };

function parsed(filter: string): Filter {
  const answer = parseFilter(filter);
  if ('fault' in answer) throw new Error(answer.fault.message);
  return answer.filter;
}

function holds(row: LogRow, filter: Filter): boolean {
  if ('all' in filter) return filter.all.every((part) => holds(row, part));
  if ('any' in filter) return filter.any.some((part) => holds(row, part));
  if ('not' in filter) return !holds(row, filter.not);
  if ('text' in filter) return `${row.topic} ${row.clientId} ${row.preview}`.toLowerCase().includes(filter.text.toLowerCase());
  return filter.values.some((value) => fieldHolds(row, filter.field, value));
}

function fieldHolds(row: LogRow, field: FieldName, value: string): boolean {
  if (field === 'kind') return value.endsWith('*') ? (row.kind ?? '').startsWith(value.slice(0, -1)) : row.kind === value;
  if (field === 'client') return row.clientId.includes(value);
  if (field === 'problem') return value === 'any' ? row.severity !== undefined : row.severity === value;
  throw new Error(`The fake host knows no field ${field}`);
}
