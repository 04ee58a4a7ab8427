import { isObject } from '../../../../lint/json.ts';
import { trafficFormat, trafficVersion } from '../trafficFormat.ts';
import { unreadable, type FileLine } from './fileLines.ts';
import type { Skipped } from './skipped.ts';
import { readTrafficRow, type TrafficRow } from './trafficRow.ts';

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
  for await (const { number, text } of lines) {
    if (isFirst) {
      isFirst = false;
      const version = headerOf(text);
      if (version !== trafficVersion)
        throw unreadable(file, number, `says version ${String(version)}; version ${trafficVersion} can be read`);
      continue;
    }
    const row = readTrafficRow(parsed(text));
    if (typeof row === 'string') skipped.add(number, row === 'row' ? 'is no row of a log' : `has no usable ${row}`);
    else yield row;
  }
}

function headerOf(line: string): unknown {
  const value = parsed(line);
  return isObject(value) && value['format'] === trafficFormat ? (value['version'] ?? null) : undefined;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
