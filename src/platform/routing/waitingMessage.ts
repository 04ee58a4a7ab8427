import type { Qos } from '../../wiotp/message.ts';
import type { Publication } from './publication.ts';
import { overheadBytes } from './waitingTotal.ts';

/** A message of QoS 1 or 2 on its way to one client. */
export interface WaitingMessage {
  /** Names it in the store; 0 in a session that is not durable. */
  readonly id: number;
  readonly publication: Publication;
  /** With which it is delivered. */
  readonly qos: Qos;
  /** When waiting makes no sense any more: milliseconds since the epoch, or `Infinity`. */
  readonly expires: number;
  /** It was dropped from the middle of its queue, which passes over it. */
  dropped: boolean;
  /** The client has taken a message of QoS 2 (PUBREC); only the release is still open. */
  taken: boolean;
}

/** What a message costs while it waits for one client, in bytes. */
export function weightOf({ publication: { topic, payload } }: WaitingMessage): number {
  return payload.length + topic.length + overheadBytes;
}
