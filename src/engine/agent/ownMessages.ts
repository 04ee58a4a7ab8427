import type { Message } from '../../wiotp/message.ts';
import type { TrafficNote } from '../../rpc/log/traffic.ts';

/** Sends what the agent itself has to say, and knows it again when the connection reports it. */
export class OwnMessages {
  readonly #publish: (message: Message, note?: TrafficNote) => Promise<void>;
  /** How often each message is on its way. */
  readonly #leaving = new Map<string, number>();

  constructor(publish: (message: Message, note?: TrafficNote) => Promise<void>) {
    this.#publish = publish;
  }

  /** Resolves when the platform has acknowledged the message; fails without a connection, and when that is lost before. */
  async send(message: Message, note?: TrafficNote): Promise<void> {
    const key = keyOf(message);
    this.#leaving.set(key, (this.#leaving.get(key) ?? 0) + 1);
    try {
      await this.#publish(message, note);
    } finally {
      const left = (this.#leaving.get(key) ?? 1) - 1;
      if (left === 0) this.#leaving.delete(key);
      else this.#leaving.set(key, left);
    }
  }

  /** Whether a message that leaves is one of these, and not one that the user publishes by hand. */
  has(message: Pick<Message, 'topic' | 'payload'>): boolean {
    return this.#leaving.size > 0 && this.#leaving.has(keyOf(message));
  }
}

function keyOf({ topic, payload }: Pick<Message, 'topic' | 'payload'>): string {
  return `${topic}\n${Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('latin1')}`;
}
