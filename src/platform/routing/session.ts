import type { Qos } from '../../wiotp/message.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import type { Clock } from '../clock.ts';
import { breach } from '../mqtt/breach.ts';
import type { SettlePacket } from '../mqtt/packets.ts';
import type { SessionKeeper, StoredSession } from '../store/storage.ts';
import { expiryOf, maxWaitingBytes, queueLimitOf } from './awayLimits.ts';
import { lossText } from './lossText.ts';
import { MessageQueue } from './messageQueue.ts';
import type { Publication } from './publication.ts';
import type { SessionTraits } from './sessionTraits.ts';
import { weightOf, type WaitingMessage } from './waitingMessage.ts';

/** The network side of a session while its client is connected. */
export interface Outlet {
  publish(publication: Publication, qos: Qos, dup: boolean, packetId: number): void;
  settle(type: SettlePacket['type'], packetId: number): void;
  end(why: Refusal): void;
}

/** What makes a session durable: it writes down what it must not forget, and its messages grow old. */
export interface Keeping {
  readonly keeper: SessionKeeper;
  readonly clock: Clock;
}

/**
 * One client's state of MQTT: what it still has to get and what it still has to release. It knows nothing of
 * sockets; while the client is connected, an outlet is attached.
 */
export class Session {
  readonly traits: SessionTraits;
  readonly #keeping: Keeping | undefined;
  readonly #filters = new Map<string, Qos>();
  readonly #inFlight = new Map<number, WaitingMessage>();
  readonly #queue = new MessageQueue();
  readonly #unreleased = new Set<number>();
  #inFlightBytes = 0;
  #lastId = 0;
  #losses = { dropped: 0, expired: 0 };
  #outlet: Outlet | undefined;

  /** `keeping` belongs to a durable session. */
  constructor(traits: SessionTraits, keeping?: Keeping) {
    this.traits = traits;
    this.#keeping = keeping;
  }

  get online(): boolean {
    return this.#outlet !== undefined;
  }

  /** Takes the state that was kept. Called once, before anything else. The subscriptions come by `subscribed`. */
  restore({ subscriptions, messages, unreleased, losses }: StoredSession): void {
    for (const { filter, qos } of subscriptions) this.#filters.set(filter, qos);
    for (const { id, topic, payload, qos, expires, packetId, taken } of messages) {
      const message = { id, publication: { topic, payload, qos }, qos, expires, taken, dropped: false };
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

  /** The session ends for good; nothing is kept of it. */
  forget(): void {
    const messages = [...this.#queue.all(), ...this.#inFlight.values()];
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
    const { topic, payload } = publication;
    const { keeper, clock } = this.#keeping;
    const expires = expiryOf(topic, clock.now());
    const id = keeper.keep({ topic, payload, qos, expires, packetId, taken: false });
    return { id, publication, qos, expires, taken: false, dropped: false };
  }

  get #hasRoom(): boolean {
    return this.#inFlight.size < this.traits.window;
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
    if (message !== undefined) {
      this.#inFlight.delete(packetId);
      this.#inFlightBytes -= weightOf(message);
      this.#keeping?.keeper.done(message.id);
    }
    this.#pump();
  }

  #nextLiving(): WaitingMessage | undefined {
    for (;;) {
      const next = this.#queue.shift();
      if (next === undefined || this.#keeping === undefined || next.expires > this.#keeping.clock.now()) return next;
      this.#losses.expired++;
      this.#lose(next, this.#keeping.keeper);
    }
  }

  #limit(): void {
    this.#queue.limit(queueLimitOf(this.traits.clientId, this.#filters));
    this.#trim();
  }

  #trim(): void {
    for (const message of this.#queue.trim()) {
      this.#losses.dropped++;
      if (this.#keeping !== undefined) this.#lose(message, this.#keeping.keeper);
    }
  }

  #lose({ id }: WaitingMessage, keeper: SessionKeeper): void {
    keeper.done(id);
    keeper.lost(this.#losses);
  }

  #nextId(): number {
    do this.#lastId = (this.#lastId % 65_535) + 1;
    while (this.#inFlight.has(this.#lastId));
    return this.#lastId;
  }
}
