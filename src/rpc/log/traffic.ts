import type { KindName } from '../../wiotp/catalog.ts';
import type { Direction, Message } from '../../wiotp/message.ts';

/** Where a message was seen: by one of our own sessions, or by the embedded platform. */
export type SeenAt = 'session' | 'platform';

/** What happened to a connection. */
export interface ConnectionEvent {
  readonly kind: Extract<KindName, `connection.${string}`>;
  /** The client's network address, `127.0.0.1:52011`, where known. */
  readonly peer?: string;
  /** CONNACK code of a refusal, close code of an end. */
  readonly code?: number;
  /** Of a refused call over HTTP: its status. The client's connections of MQTT have nothing to do with it. */
  readonly status?: number;
  /** What happened, as a sentence. */
  readonly reason?: string;
  /** What to do about it, as a sentence. */
  readonly advice?: string;
  readonly cleanSession?: boolean;
  readonly sessionPresent?: boolean;
  /** A subscription's filter and the QoS that was granted. */
  readonly filter?: string;
  readonly qos?: number;
  /** Of a refusal only for want of registration: names the attempt, by which the platform can register the device. */
  readonly attempt?: string;
  /** Of a refusal that came again: how often in all, and when last, in milliseconds since the epoch. Only the log adds it. */
  readonly repeated?: { readonly times: number; readonly last: number };
}

/** One thing that crossed a wire, as its source reports it. Sources report each once, in order. */
export interface TrafficRecord extends Message {
  /** Milliseconds since the epoch, with a fraction; increases within one source. */
  readonly time: number;
  /** The client at the other end of the platform's wire; empty when it is not known. */
  readonly clientId: string;
  /** Names the network connection within its source. */
  readonly connection: string;
  readonly direction: Direction;
  readonly dup: boolean;
  /** Set for connection events; topic and payload are empty then. */
  readonly event?: ConnectionEvent;
  /** What there is to say about a message besides what it says itself. */
  readonly note?: TrafficNote;
  /** A cut that the user made, in the user's words; topic and payload are empty then, and there is no event. */
  readonly marker?: string;
}

/** What there is to say about a message besides what it says itself. */
export interface TrafficNote {
  /**
   * `dropped`: the platform gives it to nobody. `slowed`: from here on the platform reads the client more slowly, until it keeps to its
   * rate; nothing is lost. `queued`: it waited on the platform while the client was away. `forced`: the user sent it although
   * the linter objected.
   */
  readonly what: 'dropped' | 'slowed' | 'queued' | 'forced';
  /** Why, and what to do about it, as full sentences. */
  readonly reason: string;
}

/** The first and the next sequence number of the log. Numbers name a message for good and have no gaps. */
export interface LogExtent {
  readonly first: number;
  readonly end: number;
  /** Another number whenever rows that were there already changed, other than by finding an answer; absent before the first such change. */
  readonly revision?: number;
}

/** Rows by their numbers: the first, and the one behind the last. */
export interface RowNumbers {
  readonly first: number;
  readonly end: number;
}

/** How one message of a pair found the other. */
export interface Partner {
  readonly seq: number;
  /** From request to answer, in milliseconds. */
  readonly ms: number;
}

/** One line of the log, short enough to send by the hundred. */
export interface LogRow {
  readonly seq: number;
  readonly time: number;
  readonly clientId: string;
  readonly at: SeenAt;
  readonly direction: Direction;
  /** Missing for a topic that belongs to no kind. */
  readonly kind?: KindName;
  readonly topic: string;
  /** The beginning of the payload as text, control characters replaced; for connection events the reason. */
  readonly preview: string;
  /** Bytes of the payload. */
  readonly size: number;
  readonly rc?: number;
  readonly rcMeaning?: string;
  readonly reqId?: string;
  /** On a request its answer, on an answer its request. */
  readonly partner?: Partner;
  /** A request that nobody answered for as long as the platform waits; absent while it waits, and when it was answered. */
  readonly timedOut?: boolean;
  /** The worst problem the linter found, and how many there are. */
  readonly severity?: 'error' | 'warning' | 'hint';
  readonly problems: number;
  /** What there is to say about it besides what it says itself. */
  readonly note?: TrafficNote;
  /** It was sent again, because its first delivery was not acknowledged; absent otherwise. */
  readonly dup?: boolean;
  /** It is another delivery of a message of Device Management that the log has, and waits for nothing by itself; absent otherwise. */
  readonly again?: boolean;
  /** How often the same refusal came in a row; absent for once. */
  readonly times?: number;
  /** The words of a marker, which the preview shows; its topic is empty, and it has no kind. */
  readonly marker?: string;
}

/** Everything about one message. */
export interface LogMessage extends LogRow {
  readonly payload: Uint8Array;
  readonly qos: number;
  readonly retain: boolean;
  readonly dup: boolean;
  readonly event?: ConnectionEvent;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly message: string }[];
}
