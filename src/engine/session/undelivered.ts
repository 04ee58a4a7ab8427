import type { Message } from '../../wiotp/message.ts';
import type { UndeliveredMessage } from '../../rpc/session/sessionState.ts';
import type { TrafficNote } from '../../rpc/log/traffic.ts';

/** A message that could not be delivered, whole, so that it can be sent once more. */
export interface Undelivered {
  readonly message: Message;
  /** Goes into the log with it. */
  readonly note?: TrafficNote | undefined;
  /** When the user sent it, in milliseconds since the epoch. */
  readonly time: number;
  /** Why it was not delivered, and whether it may have been all the same, as full sentences. */
  readonly reason: string;
}

/** The same without its payload, to be shown. */
export function shownUndelivered({ message: { topic, payload, qos }, time, reason }: Undelivered): UndeliveredMessage {
  return { topic, size: payload.byteLength, qos, time, reason };
}
