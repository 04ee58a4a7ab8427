import type { Packet } from 'mqtt';

/**
 * What the other side has to acknowledge, by packet identifier. An acknowledgement that nobody waits for, or that comes a second time,
 * is no progress, however often it comes.
 */
export class AwaitedAnswers {
  readonly #awaited = new Map<number, 'first' | 'pubcomp'>();

  /** A packet left. */
  sent(packet: Packet): void {
    const { messageId } = packet;
    if (messageId === undefined) return;
    if (packet.cmd === 'publish' ? packet.qos > 0 : packet.cmd === 'subscribe' || packet.cmd === 'unsubscribe')
      this.#awaited.set(messageId, 'first');
    else if (packet.cmd === 'pubrel' && !this.#awaited.has(messageId)) this.#awaited.set(messageId, 'pubcomp');
  }

  /** A packet arrived. Tells whether it was awaited. */
  received({ cmd, messageId }: Packet): boolean {
    if (cmd === 'connack') return true;
    const state = messageId === undefined ? undefined : this.#awaited.get(messageId);
    if (messageId === undefined || state === undefined) return false;
    if (cmd === 'pubrec') {
      this.#awaited.set(messageId, 'pubcomp');
      return state === 'first';
    }
    return last.has(cmd) && this.#awaited.delete(messageId);
  }
}

/** After these nothing more comes. */
const last: ReadonlySet<Packet['cmd']> = new Set(['puback', 'pubcomp', 'suback', 'unsuback']);
