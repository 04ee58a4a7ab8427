import { eventIdOf } from '../../../filter/fields/originFields.ts';
import { parseFilter } from '../../../filter/parseFilter.ts';
import { printFilter } from '../../../filter/printFilter.ts';
import type { FieldName } from '../../../filter/filter.ts';
import type { LogRow } from '../../../rpc/log/traffic.ts';

/** A filter that a row passes. */
export interface RowFilter {
  /** The column of the list that shows it. */
  readonly column: string;
  /** What it is called in a menu. */
  readonly name: string;
  /** The term of the filter language. */
  readonly term: string;
}

/** Longer values make no filter that somebody could read. */
const mostCharacters = 500;

interface RowField {
  readonly column: string;
  readonly name: string;
  readonly field: FieldName;
  readonly value: (row: LogRow) => string | undefined;
}

const fields: readonly RowField[] = [
  { column: 'client', name: 'Client', field: 'client', value: ({ clientId }) => clientId },
  { column: 'kind', name: 'Kind', field: 'kind', value: ({ kind }) => kind },
  { column: 'event', name: 'Event or Command', field: 'event', value: eventOf },
  { column: 'topic', name: 'Topic', field: 'topic', value: ({ topic }) => topic },
  { column: 'direction', name: 'Direction', field: 'dir', value: ({ direction }) => direction },
  { column: 'result', name: 'rc', field: 'rc', value: ({ rc }) => rc?.toString() },
  { column: 'answer', name: 'Request ID', field: 'reqId', value: ({ reqId }) => reqId },
  { column: 'problems', name: 'Problems', field: 'problem', value: ({ severity }) => severity },
];

/** What the row has that a filter can name. The row passes each of these filters. */
export function rowFilters(row: LogRow): readonly RowFilter[] {
  return fields.flatMap(({ column, name, field, value }) => {
    const text = value(row);
    if (text === undefined || text === '' || text.length > mostCharacters) return [];
    const term = printFilter({ field, values: [inOneLine(text)] });
    // A kind of a newer engine, or an rc that is no whole number: the language has no word for it.
    return 'fault' in parseFilter(term) ? [] : [{ column, name, term }];
  });
}

/** Filters are written in one line, which drops line breaks; the texts that may have any are patterns. */
function inOneLine(text: string): string {
  return text.replace(/[\r\n]+/g, '*');
}

function eventOf({ clientId, topic, kind }: LogRow): string | undefined {
  return eventIdOf({ clientId, topic, ...(kind === undefined ? {} : { kind }) });
}
