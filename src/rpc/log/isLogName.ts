import type { LogName } from './logCalls.ts';

/** Whether a value has the form of a log's name; the log itself may be closed, or never have been. */
export function isLogName(value: unknown): value is LogName {
  return typeof value === 'string' && /^(?:live|file-[\da-f-]{1,36})$/.test(value);
}
