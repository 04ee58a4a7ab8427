import type { PendingRow } from '../../../rpc/log/logContract.ts';
import type { Engine } from '../../engine.ts';
import { asRowPlace, loggedMessage } from './loggedMessage.ts';

/**
 * What a command that answers a request was given; where that is a row of the log, which only names its place, what the row says.
 * @throws Refusal when the row left the log meanwhile.
 */
export async function pendingRowOf(engine: Pick<Engine, 'calls'>, given: unknown): Promise<unknown> {
  const place = asRowPlace(given);
  if (place === undefined) return given;
  const { clientId, topic, reqId = '' } = await loggedMessage(engine, place);
  return { clientId, topic, reqId } satisfies PendingRow;
}
