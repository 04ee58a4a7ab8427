import type { KindName } from '../wiotp/catalog.ts';
import type { Direction } from '../wiotp/message.ts';

/** What many messages of a log share. A filter is decided for these texts once, and not for each message. */
export interface OriginFacts {
  /** Empty when it is not known. */
  readonly clientId: string;
  /** Empty for connection events and markers. */
  readonly topic: string;
  /** Missing for a topic that belongs to no kind, and for markers. */
  readonly kind?: KindName;
}

/** What a filter may ask about one message, but for its payload. */
export interface MessageFacts {
  readonly origin: OriginFacts;
  readonly at: 'session' | 'platform';
  readonly direction: Direction;
  readonly qos: number;
  readonly retain: boolean;
  readonly dup: boolean;
  /** It is another delivery of a message that the log has; absent otherwise. */
  readonly again?: boolean;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Bytes of the payload. */
  readonly size: number;
  readonly details: DetailFacts;
}

/** What only few messages have. */
export interface DetailFacts {
  readonly reqId?: string;
  readonly rc?: number;
  /** The kind of the answer to a request, or of the request that an answer found. */
  readonly partnerKind?: string;
  /** From request to answer in milliseconds, on both of them. */
  readonly answeredMs?: number;
  readonly severity?: 'error' | 'warning' | 'hint';
  /** What the row says instead of a payload, or besides it: the text of a connection event, a note, a marker. */
  readonly text?: string;
  readonly isMarker?: boolean;
  readonly note?: 'dropped' | 'slowed' | 'queued' | 'forced';
}
