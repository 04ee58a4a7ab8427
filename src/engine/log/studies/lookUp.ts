import type { Plan } from '../../../filter/plan.ts';
import type { LogReader } from '../reading/logReader.ts';
import { nearestRow } from '../views/nearestRow.ts';

/** The latest row with a request ID, or on a topic. */
export function lookUp(log: LogReader, what: { readonly reqId: string } | { readonly topic: string }): Promise<number | undefined> {
  return nearestRow(log, planOf(what), { seq: log.extent.end, direction: 'back' });
}

/** Names are exact here: another program printed them, nobody typed them. */
function planOf(what: { readonly reqId: string } | { readonly topic: string }): Plan {
  if ('reqId' in what) return { of: 'details', test: ({ reqId }) => reqId === what.reqId };
  return { of: 'origin', test: ({ topic }) => topic === what.topic };
}
