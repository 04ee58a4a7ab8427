import { isLogName } from '../../rpc/log/isLogName.ts';
import type { LogPlace } from '../../rpc/log/logContract.ts';
import type { RowNumbers } from '../../rpc/log/traffic.ts';
import type { TrafficView } from './trafficView.ts';

/** What a command of the log is about: what the view or a context menu gave it, or else the log that the user has in front of them. */
export async function givenPlace(traffic: TrafficView, given: unknown): Promise<LogPlace> {
  return asLogPlace(given) ?? (await traffic.load()).place;
}

/** `undefined` for what is something else, as from the palette or an editor's title. */
function asLogPlace(given: unknown): LogPlace | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { log, seq, rows, filter } = given as Partial<Record<keyof LogPlace, unknown>>;
  if (!isLogName(log)) return undefined;
  if (seq !== undefined && !isRowNumber(seq)) return undefined;
  return {
    log,
    ...(seq === undefined ? {} : { seq }),
    ...(areRowNumbers(rows) ? { rows: { first: rows.first, end: rows.end } } : {}),
    ...(typeof filter === 'string' ? { filter } : {}),
  };
}

function areRowNumbers(value: unknown): value is RowNumbers {
  if (typeof value !== 'object' || value === null) return false;
  const { first, end } = value as Partial<Record<keyof RowNumbers, unknown>>;
  return isRowNumber(first) && isRowNumber(end) && first < end;
}

function isRowNumber(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
