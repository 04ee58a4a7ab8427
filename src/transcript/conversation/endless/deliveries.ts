import { maxPayloadBytes } from '../../../wiotp/limits.ts';
import type { Direction } from '../../../wiotp/message.ts';

/** A message as it was delivered. */
export interface Delivery {
  readonly direction: Direction;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: number;
  /** It was sent before, and perhaps arrived [MQTT 3.1.1, 3.3.1.1]. */
  readonly dup: boolean;
}

/** Of so many messages another delivery is known for what it is: small clients have only a few unacknowledged ones at a time. */
const mostKnown = 20;

const encoder = new TextEncoder();

/** Knows the latest messages of one client again when they are delivered once more, for want of an acknowledgement. */
export class Deliveries {
  readonly #latest = new Set<string>();

  /**
   * Takes a delivery in its order, and tells whether it is another one of a message that came before. One that is larger than the
   * platform takes never is: it ends the connection.
   */
  take({ direction, topic, payload, qos, dup }: Delivery): boolean {
    // What is delivered at most once is never delivered again.
    if (qos === 0 || payload.byteLength > maxPayloadBytes) return false;
    const key = `${direction} ${hash(encoder.encode(topic))} ${hash(payload)} ${payload.byteLength}`;
    if (dup && this.#latest.has(key)) return true;
    this.#latest.delete(key);
    this.#latest.add(key);
    const [oldest] = this.#latest;
    if (oldest !== undefined && this.#latest.size > mostKnown) this.#latest.delete(oldest);
    return false;
  }
}

/** FNV-1a. Whoever makes two messages alike only keeps the second one from being judged. */
function hash(bytes: Uint8Array): number {
  let value = 0x811c9dc5;
  for (const byte of bytes) value = Math.imul(value ^ byte, 0x01000193);
  return value;
}
