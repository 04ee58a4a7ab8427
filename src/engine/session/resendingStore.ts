import { Store, type Packet, type PacketCallback } from 'mqtt';

/**
 * Keeps what is not yet acknowledged while a lasting session is between two connections. What it gives back is sent
 * again, so it carries the DUP flag, which the library does not set (MQTT 3.1.1, 3.3.1.1).
 */
export class ResendingStore extends Store {
  constructor() {
    super({ clean: false });
  }

  override put(packet: Packet, done: PacketCallback): this {
    return super.put(packet.cmd === 'publish' ? { ...packet, dup: true } : packet, done);
  }
}
