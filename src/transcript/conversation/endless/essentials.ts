import type { ConnectionEvent, ConversationEvent, MessageEvent } from '../event.ts';
import { deviceOf } from '../exchange.ts';

/** A request with its answer, or something that happened to the connection. */
interface Essential {
  readonly first: ConversationEvent;
  answer?: MessageEvent;
  weight: number;
}

/** How many are kept; a gateway may speak for many devices. */
const most = 1000;

/** How much all of them may weigh, in characters; the oldest go. */
const mostWeight = 500_000;

/** What something that happened to the connection weighs, besides its filter. */
const eventWeight = 200;

/**
 * What a conversation has to be told again when it begins anew: that the client is connected, what it subscribed to, who is
 * managed, and of each device the last request of every sort with its answer.
 */
export class Essentials {
  #open: ConversationEvent | undefined;
  #closed: ConversationEvent | undefined;
  readonly #kept = new Map<string, Essential>();
  readonly #keys = new Map<number, string>();
  #weight = 0;

  /** How much is kept, in characters, roughly. */
  get weight(): number {
    return this.#weight;
  }

  message(event: MessageEvent, weight: number): void {
    const key = keyOf(event);
    if (key !== undefined) this.#keep(key, event, weight);
  }

  connection(event: ConnectionEvent): void {
    const { filter = '' } = event;
    if (event.event === 'subscribed') this.#keep(`subscribed ${filter}`, event, eventWeight + 2 * filter.length);
    if (event.event === 'closed') this.#closed = event;
    if (event.event !== 'open') return;
    this.#open = event;
    this.#closed = undefined;
    if (event.cleanSession !== false)
      for (const key of [...this.#kept.keys()].filter((name) => name.startsWith('subscribed '))) this.#drop(key);
  }

  /** A message answers the request that was noted under this number. */
  answered(request: number, answer: MessageEvent, weight: number): void {
    const essential = this.#kept.get(this.#keys.get(request) ?? '');
    if (essential?.first.id !== request) return;
    essential.answer = answer;
    essential.weight += weight;
    this.#weight += weight;
  }

  /** Everything in an order in which it can have happened. */
  *replay(): Iterable<ConversationEvent> {
    if (this.#open !== undefined) yield this.#open;
    for (const { first, answer } of this.#kept.values()) {
      yield first;
      if (answer !== undefined) yield answer;
    }
    if (this.#closed !== undefined) yield this.#closed;
  }

  #keep(key: string, first: ConversationEvent, weight: number): void {
    this.#drop(key);
    this.#kept.set(key, { first, weight });
    this.#keys.set(first.id, key);
    this.#weight += weight;
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= most && this.#weight <= mostWeight) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const known = this.#kept.get(key);
    if (known === undefined) return;
    this.#kept.delete(key);
    this.#keys.delete(known.first.id);
    this.#weight -= known.weight;
  }
}

/** Requests with the same key take each other's place; `undefined` for what need not be remembered. */
function keyOf(event: MessageEvent): string | undefined {
  const { kind, sender, topic } = event;
  if (kind?.answer === undefined) return undefined;
  if (kind.name === 'dm.manage' || kind.name === 'dm.unmanage') return `managed ${deviceOf(event)}`;
  if (kind.name === 'dm.observe' || kind.name === 'dm.cancel') return `observed ${deviceOf(event)}`;
  return `${sender === 'platform' ? 'asked' : 'told'} ${topic}`;
}
