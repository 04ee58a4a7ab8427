import type { Packet } from 'mqtt';
import type { Refusal } from '../../wiotp/refusal.ts';
import { reasonRefusal } from './endings.ts';
import { firstFailure } from './reasonCode.ts';

/** What became of messages that a lasting session sent again: nobody waits for that, so who sent them asks afterwards. */
export class ResentRefusals {
  readonly #refusals = new Map<number, Refusal>();

  /** A packet arrived while they were sent again. */
  take(packet: Packet): void {
    if ((packet.cmd !== 'puback' && packet.cmd !== 'pubrec') || packet.messageId === undefined) return;
    const { cmd, messageId, reasonCode = 0, properties } = packet;
    if (reasonCode < firstFailure) return;
    this.#refusals.set(
      messageId,
      reasonRefusal('The platform refused the message', cmd.toUpperCase(), reasonCode, properties?.reasonString),
    );
  }

  /** Why the server refused the message with this packet identifier. */
  of(packetId: number): Refusal | undefined {
    return this.#refusals.get(packetId);
  }
}
