import type { PendingRow } from '../../rpc/log/logContract.ts';
import { pendingRequests } from '../../rpc/session/sessionState.ts';
import type { Connections } from '../connections/connections.ts';

/** The requests that wait for the user's answer, as the traffic log knows their rows. */
export function pendingRows(connections: Connections): readonly PendingRow[] {
  return connections
    .all()
    .flatMap(({ session, resolved }) =>
      resolved === undefined ? [] : pendingRequests(session).map(({ topic, reqId }) => ({ clientId: resolved.clientId, topic, reqId })),
    );
}
