import { isObject } from '../../../../lint/json.ts';
import { trafficFormat, trafficVersion } from '../trafficFormat.ts';
import { unreadable, type FileLine } from './fileLines.ts';
import type { Skipped } from './skipped.ts';
import { readTrafficRow, type TrafficRow } from './trafficRow.ts';

/** Characters of a first line; a longer one is none of ours. */
const longestHeader = 10_000;

/** Whether the first line of a file says that it is an exported log. */
export function isTrafficHeader(line: string): boolean {
  return headerOf(line) !== undefined;
}

/**
 * The rows of an exported log. Lines that are none are noted in `skipped`.
 * @throws Refusal when the file was written by a later version.
 */
export async function* ndjsonRows(file: string, lines: AsyncIterable<FileLine>, skipped: Skipped): AsyncGenerator<TrafficRow> {
  let isFirst = true;
  for await (const { number, text, fault, isOpen } of lines) {
    if (isFirst) {
      isFirst = false;
      const version = headerOf(text);
      if (version !== trafficVersion)
        throw unreadable(file, number, `says version ${String(version)}; version ${trafficVersion} can be read`);
      continue;
    }
    const value = parsed(text);
    const row = readTrafficRow(value);
    if (typeof row !== 'string') yield row;
    else if (value === undefined && isOpen) skipped.cut(number);
    else skipped.add(number, fault ?? (row === 'row' ? 'is no row of a log' : `has no usable ${row}`));
  }
}

function headerOf(line: string): unknown {
  const value = line.length > longestHeader ? undefined : parsed(line);
  return isObject(value) && value['format'] === trafficFormat ? (value['version'] ?? null) : undefined;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
