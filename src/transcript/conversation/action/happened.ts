import type { ConnectionEvent, ConversationEvent, MessageEvent } from '../event.ts';

/** One thing that happened between a client and the platform, as an action is looked for in it. */
export interface Happened<E extends ConversationEvent = ConversationEvent> {
  readonly event: E;
  /** On an answer the number of its request, where it is known. */
  readonly answers?: number;
}

/** A message. */
export type Said = Happened<MessageEvent>;

/** What became of the connection. */
export type Came = Happened<ConnectionEvent>;
