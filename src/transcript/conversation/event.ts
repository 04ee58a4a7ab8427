import type { CatalogKind } from '../../wiotp/catalog.ts';
import type { Qos, Sender } from '../../wiotp/message.ts';

/** A message of a conversation. */
export interface MessageEvent {
  readonly type: 'message';
  /** The number by which the caller knows the event; findings name it. */
  readonly id: number;
  readonly topic: string;
  /** `undefined` for a topic of no kind. */
  readonly kind: CatalogKind | undefined;
  /** The free levels of the topic; `typeId` and `deviceId` in the forms of gateways. */
  readonly parts: Readonly<Record<string, string>>;
  readonly sender: Sender;
  /** When it happens, in milliseconds from the beginning; by default at once. */
  readonly at?: number;
  /** The parsed payload; `undefined` when it is not JSON. */
  readonly payload: unknown;
  /** On an answer: the caller knows its request, though the conversation need not. */
  readonly isPaired?: boolean;
}

/** What happened to the connection. */
export interface ConnectionEvent {
  readonly type: 'connection';
  /** The number by which the caller knows the event; findings name it. */
  readonly id: number;
  readonly event: 'open' | 'subscribed' | 'closed' | 'refused';
  /** Of `open`: whether the session begins anew and ends with the connection. Unknown counts as true. */
  readonly cleanSession?: boolean;
  /** Of `subscribed`. */
  readonly filter?: string;
  /** Of `subscribed`: what the platform granted. */
  readonly qos?: Qos;
}

/** One thing that happens between a client and the platform. */
export type ConversationEvent = MessageEvent | ConnectionEvent;
