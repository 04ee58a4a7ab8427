import type { DeviceRecord, LogEntry } from '../../../rpc/device/deviceState.ts';
import { mostOf } from '../../../wiotp/limitTable.ts';

/** What the diagnostics of one device may take, in characters of text [D-quota]. */
const mostKept = mostOf('diagnosticLog', 'standard');

/** What an entry takes besides its texts: the names of its members, its numbers and its punctuation. */
const entryOverhead = 64;

/** The log with a new entry: the latest first, and the oldest gone where it grew too large. */
export function withLogEntry(log: DeviceRecord['log'], entry: LogEntry): DeviceRecord['log'] {
  return bounded([entry, ...log], ({ message, timestamp, logData = '' }) => message.length + timestamp.length + logData.length);
}

/** The error codes with a new one: the latest first, and the oldest gone where they grew too many. */
export function withErrorCode(codes: DeviceRecord['errorCodes'], errorCode: number, timestamp: string): DeviceRecord['errorCodes'] {
  return bounded([{ errorCode, timestamp }, ...codes], () => timestamp.length);
}

function bounded<E>(entries: readonly E[], lengthOf: (entry: E) => number): readonly E[] {
  let left = mostKept;
  const tooMany = entries.findIndex((entry) => (left -= lengthOf(entry) + entryOverhead) < 0);
  return tooMany < 0 ? entries : entries.slice(0, Math.max(tooMany, 1));
}
