import type { Clock } from '../../rpc/node/clock.ts';
import type { Qos } from '../../wiotp/message.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { breach } from '../mqtt/breach.ts';
import type { SettlePacket } from '../mqtt/packets.ts';
import type { SessionKeeper, StoredSession } from '../store/storage.ts';
import { expiryOf, maxWaitingBytes, queueLimitOf } from './awayLimits.ts';
import { lossText } from './lossText.ts';
import { MessageQueue } from './messageQueue.ts';
import type { Publication } from './publication.ts';
import type { SessionTraits } from './sessionTraits.ts';
import { weightOf, type WaitingMessage } from './waitingMessage.ts';
import { WaitingTotal, type Holder } from './waitingTotal.ts';

/** The network side of a session while its client is connected. */
export interface Outlet {
  /** Bytes that the client has not taken yet. */
  readonly waiting: number;
  publish(publication: Publication, qos: Qos, dup: boolean, packetId: number): void;
  settle(type: SettlePacket['type'], packetId: number): void;
  end(why: Refusal): void;
}

/** A client that leaves this much unread gets no further messages that have to be kept anyway; they wait in the queue. */
const enoughUnread = 1024 * 1024;

/** What makes a session durable: it writes down what it must not forget, and its messages grow old. */
export interface Keeping {
  readonly keeper: SessionKeeper;
  readonly clock: Clock;
}

/**
 * One client's state of MQTT: what it still has to get and what it still has to release. It knows nothing of
 * sockets; while the client is connected, an outlet is attached.
 */
export class Session implements Holder {
  readonly traits: SessionTraits;
  readonly #keeping: Keeping | undefined;
  readonly #total: WaitingTotal;
  readonly #filters = new Map<string, Qos>();
  readonly #inFlight = new Map<number, WaitingMessage>();
  #queue = new MessageQueue();
  readonly #unreleased = new Set<number>();
  #inFlightBytes = 0;
  #lastId = 0;
  #losses = { dropped: 0, expired: 0 };
  #outlet: Outlet | undefined;

  /** `keeping` belongs to a durable session; `total` counts what waits together with that of others. */
  constructor(traits: SessionTraits, keeping?: Keeping, total = new WaitingTotal()) {
    this.traits = traits;
    this.#keeping = keeping;
    this.#total = total;
  }

  get online(): boolean {
    return this.#outlet !== undefined;
  }

  /** What waits for the client: messages, and what was written for it. */
  get heldBytes(): number {
    return this.#queue.bytes + this.#inFlightBytes + (this.#outlet?.waiting ?? 0);
  }

  /** Too much waits for all clients together: one that is connected is closed; otherwise the older half of the messages is dropped. */
  giveWay(): void {
    if (this.#outlet !== undefined) {
      const megabytes = Math.ceil(this.heldBytes / 1_048_576);
      return this.#outlet.end(breach(178, `${megabytes} MB wait for the client, and too much waits for all clients together.`));
    }
    this.#dropOldest(Math.ceil((this.#inFlight.size + this.#queue.size) / 2));
  }

  /** Takes the state that was kept. Called once, before anything else. The subscriptions come by `subscribed`. */
  restore({ subscriptions, messages, unreleased, losses }: StoredSession): void {
    for (const { filter, qos } of subscriptions) this.#filters.set(filter, qos);
    for (const { id, publication, qos, expires, packetId, taken } of messages) {
      const message = { id, publication, qos, expires, taken, dropped: false };
      this.#total.hold(publication);
      if (packetId === 0) this.#queue.push(message);
      else this.#launch(message, packetId);
    }
    for (const packetId of unreleased) this.#unreleased.add(packetId);
    this.#losses = { ...losses };
    this.#limit();
  }

  /** What was lost since this was last asked, as a sentence for people. */
  takeLosses(): string | undefined {
    const text = lossText(this.#losses, this.traits.clientId);
    if (text === undefined) return undefined;
    this.#losses = { dropped: 0, expired: 0 };
    this.#keeping?.keeper.lost(this.#losses);
    return text;
  }

  /** A filter was added or has another QoS. @throws Refusal when that cannot be kept. */
  subscribed(filter: string, qos: Qos): void {
    if (this.#keeping === undefined || this.#filters.get(filter) === qos) return;
    this.#keeping.keeper.subscribed(filter, qos);
    this.#filters.set(filter, qos);
  }

  /** A filter was removed. */
  unsubscribed(filter: string): void {
    if (this.#filters.delete(filter)) this.#keeping?.keeper.unsubscribed(filter);
  }

  /** The client is connected: what is unfinished is sent again, then what has waited. */
  attach(outlet: Outlet): void {
    this.#outlet = outlet;
    this.#queue.limit(undefined);
    for (const [packetId, { publication, qos, taken }] of this.#inFlight) {
      if (taken) outlet.settle('pubrel', packetId);
      else outlet.publish(publication, qos, true, packetId);
    }
    this.#pump();
  }

  /** The client is gone. */
  detach(): void {
    this.#outlet = undefined;
    if (this.traits.durable) this.#limit();
  }

  /** The client took what was written for it. */
  resume(): void {
    if (this.#queue.size > 0) this.#pump();
  }

  /** The session ends for good; nothing is kept of it. */
  forget(): void {
    const messages = [...this.#queue.all(), ...this.#inFlight.values()];
    for (const { publication } of messages) this.#total.release(publication);
    this.#queue = new MessageQueue();
    this.#inFlight.clear();
    this.#inFlightBytes = 0;
    this.#keeping?.keeper.discard(messages.map(({ id }) => id));
  }

  /** Delivers with the lower of the message's and the subscription's QoS. @throws Refusal when it would have to be kept and cannot. */
  deliver(publication: Publication, granted: Qos): void {
    const qos = publication.qos < granted ? publication.qos : granted;
    if (qos > 0) this.#enqueue(publication, qos);
    else this.#outlet?.publish(publication, 0, false, 0);
  }

  /** A packet of the client that settles a message, in either direction. */
  settle({ type, packetId }: SettlePacket): void {
    switch (type) {
      case 'puback':
      case 'pubcomp':
        return this.#finish(packetId);
      case 'pubrec': {
        this.#take(packetId);
        return this.#outlet?.settle('pubrel', packetId);
      }
      case 'pubrel':
        if (this.#unreleased.delete(packetId)) this.#keeping?.keeper.released(packetId);
        return this.#outlet?.settle('pubcomp', packetId);
    }
  }

  /** Whether a message of QoS 2 from the client is new, and not one that it sends again. @throws Refusal when that cannot be kept. */
  isNew(packetId: number): boolean {
    if (this.#unreleased.has(packetId)) return false;
    this.#keeping?.keeper.received(packetId);
    this.#unreleased.add(packetId);
    return true;
  }

  #enqueue(publication: Publication, qos: Qos): void {
    if (this.#outlet === undefined && !this.traits.durable) return;
    const packetId = this.#outlet !== undefined && this.#queue.size === 0 && this.#hasRoom ? this.#nextId() : 0;
    const message = this.#keep(publication, qos, packetId);
    this.#total.hold(publication);
    if (packetId > 0) {
      this.#launch(message, packetId);
      return this.#outlet?.publish(publication, qos, false, packetId);
    }
    this.#queue.push(message);
    if (this.#outlet === undefined) return this.#trim();
    if (this.#queue.bytes + this.#inFlightBytes > maxWaitingBytes) {
      this.#outlet.end(breach(178, `${this.#queue.size + this.#inFlight.size} messages wait because the client does not acknowledge.`));
    }
  }

  #keep(publication: Publication, qos: Qos, packetId: number): WaitingMessage {
    if (this.#keeping === undefined) return { id: 0, publication, qos, expires: Infinity, taken: false, dropped: false };
    const { keeper, clock } = this.#keeping;
    const expires = expiryOf(publication.topic, clock.now());
    const id = keeper.keep({ publication, qos, expires, packetId, taken: false });
    return { id, publication, qos, expires, taken: false, dropped: false };
  }

  get #hasRoom(): boolean {
    return this.#inFlight.size < this.traits.window && (this.#outlet?.waiting ?? 0) <= enoughUnread;
  }

  #pump(): void {
    while (this.#outlet !== undefined && this.#hasRoom) {
      const next = this.#nextLiving();
      if (next === undefined) return;
      const packetId = this.#nextId();
      this.#keeping?.keeper.sent(next.id, packetId);
      this.#launch(next, packetId);
      this.#outlet.publish(next.publication, next.qos, false, packetId);
    }
  }

  #launch(message: WaitingMessage, packetId: number): void {
    this.#inFlight.set(packetId, message);
    this.#inFlightBytes += weightOf(message);
  }

  /** The client has a message of QoS 2. */
  #take(packetId: number): void {
    const message = this.#inFlight.get(packetId);
    if (message === undefined || message.taken) return;
    message.taken = true;
    this.#keeping?.keeper.taken(message.id);
  }

  #finish(packetId: number): void {
    const message = this.#inFlight.get(packetId);
    if (message !== undefined) this.#end(packetId, message);
    this.#pump();
  }

  /** A message that was sent is delivered, or given up. */
  #end(packetId: number, message: WaitingMessage): void {
    this.#inFlight.delete(packetId);
    this.#inFlightBytes -= weightOf(message);
    this.#total.release(message.publication);
    this.#keeping?.keeper.done(message.id);
  }

  #nextLiving(): WaitingMessage | undefined {
    for (;;) {
      const next = this.#queue.shift();
      if (next === undefined || this.#keeping === undefined || next.expires > this.#keeping.clock.now()) return next;
      this.#losses.expired++;
      this.#lose(next);
    }
  }

  #limit(): void {
    this.#queue.limit(queueLimitOf(this.traits.clientId, this.#filters));
    this.#trim();
  }

  #trim(): void {
    for (const message of this.#queue.trim()) {
      this.#losses.dropped++;
      this.#lose(message);
    }
  }

  /** Those that were sent already are the oldest. What the client has taken cannot be taken back. */
  #dropOldest(count: number): void {
    const sent = [...this.#inFlight].filter(([, { taken }]) => !taken).slice(0, count);
    for (const [packetId, message] of sent) this.#end(packetId, message);
    this.#losses.dropped += sent.length;
    if (sent.length > 0) this.#keeping?.keeper.lost(this.#losses);
    for (let left = count - sent.length; left > 0; left--) {
      const message = this.#queue.shift();
      if (message === undefined) return;
      this.#losses.dropped++;
      this.#lose(message);
    }
  }

  #lose({ id, publication }: WaitingMessage): void {
    this.#total.release(publication);
    this.#keeping?.keeper.done(id);
    this.#keeping?.keeper.lost(this.#losses);
  }

  #nextId(): number {
    do this.#lastId = (this.#lastId % 65_535) + 1;
    while (this.#inFlight.has(this.#lastId));
    return this.#lastId;
  }
}
