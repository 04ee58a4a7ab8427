import type { KindName } from '../../../wiotp/catalog.ts';
import type { ConnectionEvent } from '../event.ts';

/** The name of a kind that is something that happens to a connection. */
type ConnectionKindName = Extract<KindName, `connection.${string}`>;

/** What happened to a connection, as live traffic tells it. */
export interface Happening {
  readonly kind: ConnectionKindName;
  readonly code?: number;
  readonly cleanSession?: boolean;
  readonly sessionPresent?: boolean;
  readonly filter?: string;
  readonly qos?: number;
}

const eventNames = new Map<KindName, ConnectionEvent['event']>([
  ['connection.open', 'open'],
  ['connection.subscribed', 'subscribed'],
  ['connection.closed', 'closed'],
  ['connection.refused', 'refused'],
]);

/** What a kind is called in a conversation when it is something that happens to a connection. */
export function connectionEventOf(kind: KindName): ConnectionEvent['event'] | undefined {
  return eventNames.get(kind);
}
