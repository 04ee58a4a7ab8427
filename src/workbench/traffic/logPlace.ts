import type { LogPlace } from '../../rpc/logContract.ts';

/** What a command of the log was given; `undefined` when that was something else, as from the palette or an editor's title. */
export function asLogPlace(given: unknown): LogPlace | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { log, seq, filter } = given as Partial<Record<keyof LogPlace, unknown>>;
  if (typeof log !== 'string' || !/^(live|file-\d+)$/.test(log)) return undefined;
  return {
    log: log as LogPlace['log'],
    ...(typeof seq === 'number' ? { seq } : {}),
    ...(typeof filter === 'string' ? { filter } : {}),
  };
}
