import type { Clock } from '../../rpc/node/clock.ts';
import type { ConnectionEvent, TrafficNote, TrafficRecord } from '../../rpc/log/traffic.ts';
import type { ConnectionEnd } from './endings.ts';
import type { MqttConnection } from './mqttConnection.ts';
import type { ResendingStore } from './resendingStore.ts';

/** What a connection works with. */
export interface ConnectionSurroundings {
  readonly clock: Clock;
  /** Names the connection in its records. */
  readonly name: string;
  /** Whether the platform is known to be at the other end, whose codes have a meaning of their own. */
  readonly isPlatform: boolean;
  /** Outlive the connection when the session is a lasting one. */
  readonly stores: { readonly outgoing: ResendingStore; readonly incoming: ResendingStore } | undefined;
  /** Takes every PUBLISH and connection event once, in order. */
  readonly record: (record: TrafficRecord) => void;
  /** The server has accepted the connection; what it sends from now on is answered on this one. Nothing else has arrived yet. */
  readonly accepted: (connection: MqttConnection) => void;
  /** What the platform says about the end of this socket, where it is known to say such things. */
  readonly explain: (peer: string) => Promise<ConnectionEvent | undefined>;
  /** Delays the next packet until the log keeps up. */
  readonly whenReady: (run: () => void) => void;
  /** The connection is over, for whatever reason; called once. */
  readonly ended: (end: ConnectionEnd) => void;
}

/** What there is to say about one message on its way. */
export interface PublishHow {
  /** Goes into the log with the message. */
  readonly note?: TrafficNote;
  /** The message was given its packet identifier and is written now. It may wait before that, while too many are not acknowledged. */
  readonly written?: (packetId: number | undefined) => void;
}
