import type { ConnectionEvent, Partner, SeenAt, TrafficNote } from '../../rpc/traffic.ts';
import type { KindName } from '../../wiotp/catalog.ts';
import type { Direction, Message } from '../../wiotp/message.ts';
import type { Severity } from '../../lint/problem.ts';

/** What the log learned about a message when it arrived. The store gives it its number. */
export interface LoggedMessage extends Message {
  readonly time: number;
  readonly clientId: string;
  readonly at: SeenAt;
  readonly direction: Direction;
  readonly dup: boolean;
  readonly kind?: KindName | undefined;
  readonly event?: ConnectionEvent | undefined;
  readonly note?: TrafficNote | undefined;
  readonly reqId?: string | undefined;
  readonly rc?: number | undefined;
  /** On an answer its request. A request gets its answer later, by a {@link Link}. */
  readonly partner?: Partner | undefined;
  readonly severity?: Severity | undefined;
  readonly problems: number;
}

/** What becomes known about a written message when somebody took longer to judge it. */
export interface Verdict {
  readonly seq: number;
  readonly severity: Severity;
  readonly problems: number;
}

/** What a written connection event has become. */
export interface EventChange {
  readonly seq: number;
  readonly event: ConnectionEvent;
}

/** What a request learns when its answer arrives. */
export interface Link {
  readonly request: number;
  readonly answer: Partner;
  readonly rc?: number | undefined;
}
