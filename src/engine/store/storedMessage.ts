import type { ConnectionEvent, Partner, SeenAt, TrafficNote } from '../../rpc/log/traffic.ts';
import type { KindName } from '../../wiotp/catalog.ts';
import type { Direction, Message } from '../../wiotp/message.ts';
import type { Severity } from '../../lint/problem.ts';

/** How many messages of each source. */
export type SourceCounts = Readonly<Record<SeenAt, number>>;

export const noneOwn: SourceCounts = { session: 0, platform: 0 };

/** The other message of a pair, and what it is. */
export interface StoredPartner extends Partner {
  readonly kind: KindName;
}

/** What only few messages have. */
export interface LoggedDetails {
  readonly event?: ConnectionEvent | undefined;
  readonly note?: TrafficNote | undefined;
  readonly marker?: string | undefined;
  readonly reqId?: string | undefined;
  readonly rc?: number | undefined;
  /** On an answer its request. A request gets its answer later, by a {@link Link}. */
  readonly partner?: StoredPartner | undefined;
  readonly severity?: Severity | undefined;
  readonly problems: number;
  /** What the order of messages says about it, besides what `severity` and `problems` tell of the message itself. */
  readonly remarks?: readonly Remark[] | undefined;
}

/** One thing that is wrong with a message because of what came before or after it. It is kept, as the message alone does not tell it. */
export interface Remark {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
}

/** All remarks about a written message, in place of those of before. */
export interface RemarkChange {
  readonly seq: number;
  readonly remarks: readonly Remark[];
}

/** What every message has. The store gives it its number. */
export interface PlainMessage extends Message {
  readonly time: number;
  readonly clientId: string;
  readonly at: SeenAt;
  readonly direction: Direction;
  readonly dup: boolean;
  /** It is another delivery of a message that the log has, and means nothing new. */
  readonly again?: boolean | undefined;
  readonly kind?: KindName | undefined;
}

/** What many messages share. */
export type MessageOrigin = Pick<PlainMessage, 'clientId' | 'topic' | 'kind'>;

/** What the log learned about a message when it arrived. */
export interface LoggedMessage extends PlainMessage, LoggedDetails {}

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
  readonly answer: StoredPartner;
  readonly rc?: number | undefined;
}
