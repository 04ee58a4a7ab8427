import type { LogPlace } from '../../rpc/logContract.ts';
import type { TrafficView } from './trafficView.ts';

/** What a command of the log is about: what the view or a context menu gave it, or else the log that the user has in front of them. */
export async function givenPlace(traffic: TrafficView, given: unknown): Promise<LogPlace> {
  return isPlace(given) ? given : (await traffic.load()).place;
}

function isPlace(value: unknown): value is LogPlace {
  if (typeof value !== 'object' || value === null) return false;
  const { log, seq } = value as Partial<LogPlace>;
  return typeof log === 'string' && /^(?:live|file-\d+)$/.test(log) && (seq === undefined || Number.isSafeInteger(seq));
}
