/** A text with values between separators, as far as it was read. */
export interface CsvTable {
  readonly rows: readonly (readonly string[])[];
  /** What stands between values: the one that the first line has most of. */
  readonly separator: ',' | ';' | '\t';
  /** Not everything was read. */
  readonly isCut: boolean;
}

const separators = [',', ';', '\t'] as const;

/** Reads comma-separated values (RFC 4180), at most so many cells. What does not keep to the rules is read as what it looks like. */
export function csvTable(text: string, mostCells: number): CsvTable {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cells = 0;
  let at = 0;
  while (at < text.length && cells < mostCells) {
    const end = text[at] === '"' ? endOfQuoted(text, at, separator) : endOfPlain(text, at, separator);
    row.push(cellText(text.slice(at, end)));
    cells++;
    at = end;
    if (text[at] === separator) {
      at++;
      if (at === text.length) row.push('');
      continue;
    }
    rows.push(row);
    row = [];
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  if (row.length > 0) rows.push(row);
  return { rows, separator, isCut: at < text.length };
}

function separatorOf(text: string): CsvTable['separator'] {
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const counted = separators.map((separator) => ({ separator, times: line.split(separator).length }));
  return counted.reduce((most, one) => (one.times > most.times ? one : most)).separator;
}

/** Behind the closing quote and whatever stands between it and the next separator or line. */
function endOfQuoted(text: string, from: number, separator: string): number {
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    if (text[quote + 1] !== '"') return endOfPlain(text, quote + 1, separator);
    at = quote + 2;
  }
}

function endOfPlain(text: string, from: number, separator: string): number {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

function cellText(cell: string): string {
  return cell.startsWith('"') && cell.length > 1 && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}
