/** What one written value covers: a number itself, a minute all its sixty seconds. `end` is exclusive unless it equals `start`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a comparison: `400`, `>=400`, `<400`, `200..299`, `400..` or `..299`; a range includes both its ends. `read` reads one value.
 * `undefined` when the text is none of these.
 */
export function readRange(text: string, read: (value: string) => Span | undefined): ((value: number) => boolean) | undefined {
  const [, operator = '', rest = ''] = /^(>=|<=|>|<|=)?(.*)$/su.exec(text) ?? [];
  const dots = rest.indexOf('..');
  if (operator === '' && dots !== -1) return between(rest.slice(0, dots), rest.slice(dots + 2), read);
  const span = read(rest);
  if (span === undefined) return undefined;
  switch (operator) {
    case '>=':
      return (value) => value >= span.start;
    case '>':
      return (value) => value > span.start;
    case '<':
      return (value) => value < span.start;
    case '<=':
      return (value) => !isAfter(value, span);
    default:
      return (value) => value >= span.start && !isAfter(value, span);
  }
}

function between(from: string, to: string, read: (value: string) => Span | undefined): ((value: number) => boolean) | undefined {
  const least = from === '' ? { start: -Infinity, end: -Infinity } : read(from);
  const most = to === '' ? { start: Infinity, end: Infinity } : read(to);
  if (least === undefined || most === undefined || (from === '' && to === '')) return undefined;
  return (value) => value >= least.start && !isAfter(value, most);
}

function isAfter(value: number, { start, end }: Span): boolean {
  return start === end ? value > end : value >= end;
}
