import { Fifo } from './fifo.ts';
import { weightOf, type WaitingMessage } from './waitingMessage.ts';

/** What a queue may hold while its client is away. */
export interface QueueLimit {
  /** The most messages of each share. */
  readonly messages: number;
  /** Of all shares together. */
  readonly bytes: number;
  /** The share that a message on this topic belongs to; always the same one. */
  readonly shareOf: (topic: string) => string;
}

/** Messages that wait for their turn, in the order in which they came. */
export class MessageQueue {
  #all = new Fifo<WaitingMessage>();
  #limit: QueueLimit | undefined;
  /** Only while there is a limit. */
  #shares: Map<string, Fifo<WaitingMessage>> | undefined;
  /** Dropped messages that are still in `#all`. */
  #dead = 0;
  #bytes = 0;

  get size(): number {
    return this.#all.size - this.#dead;
  }

  /** What all messages cost. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds a message at the end. */
  push(message: WaitingMessage): void {
    this.#all.push(message);
    this.#bytes += weightOf(message);
    if (this.#limit !== undefined) this.#share(message, this.#limit).push(message);
  }

  /** Takes the oldest message out; `undefined` when there is none. */
  shift(): WaitingMessage | undefined {
    for (;;) {
      const message = this.#all.shift();
      if (message === undefined) return undefined;
      if (message.dropped) this.#dead--;
      else {
        this.#bytes -= weightOf(message);
        // The oldest of all is the oldest of its share.
        if (this.#limit !== undefined) this.#share(message, this.#limit).shift();
        return message;
      }
    }
  }

  /** Sets what the queue may hold, or with `undefined` that it may hold everything. Drops nothing: see `trim`. */
  limit(limit: QueueLimit | undefined): void {
    this.#limit = limit;
    this.#shares = undefined;
    if (limit === undefined) return;
    for (const message of this.#all.all()) if (!message.dropped) this.#share(message, limit).push(message);
  }

  /** Drops what is beyond the limit, the oldest of a full share first, and gives it. */
  trim(): readonly WaitingMessage[] {
    const limit = this.#limit;
    if (limit === undefined) return [];
    const gone: WaitingMessage[] = [];
    for (const share of this.#shares?.values() ?? []) {
      for (let over = share.size - limit.messages; over > 0; over--) {
        const message = share.shift();
        if (message !== undefined) gone.push(this.#drop(message));
      }
    }
    while (this.#bytes > limit.bytes) {
      const message = this.shift();
      if (message === undefined) break;
      gone.push(message);
    }
    return gone;
  }

  /** All messages, the oldest first. */
  all(): readonly WaitingMessage[] {
    return this.#all.all().filter(({ dropped }) => !dropped);
  }

  #share({ publication: { topic } }: WaitingMessage, { shareOf }: QueueLimit): Fifo<WaitingMessage> {
    this.#shares ??= new Map();
    const name = shareOf(topic);
    const share = this.#shares.get(name) ?? new Fifo<WaitingMessage>();
    this.#shares.set(name, share);
    return share;
  }

  #drop(message: WaitingMessage): WaitingMessage {
    message.dropped = true;
    this.#bytes -= weightOf(message);
    this.#dead++;
    if (this.#dead > 16 + this.size) this.#bury();
    return message;
  }

  /** Gives up the places of dropped messages, and with them their payloads. */
  #bury(): void {
    const living = this.all();
    this.#all = new Fifo();
    for (const message of living) this.#all.push(message);
    this.#dead = 0;
  }
}
