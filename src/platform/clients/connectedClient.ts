import type { Refusal } from '../../wiotp/refusal.ts';
import type { Qos } from '../../wiotp/message.ts';
import type { TopicUser } from '../../wiotp/topics/topicRules.ts';
import { checkTopic } from '../access/checkTopic.ts';
import type { Journal } from '../journal.ts';
import { breach } from '../mqtt/breach.ts';
import type { Client, Connection } from '../mqtt/connection.ts';
import { encodePublish, encodeSettle, encodeSuback, encodeUnsuback } from '../mqtt/encodePacket.ts';
import { allowMessage } from '../mqtt/lengthRule.ts';
import type { ClientPacket, PublishPacket, SettlePacket, SubscribePacket, UnsubscribePacket, Will } from '../mqtt/packets.ts';
import type { Publication } from '../routing/publication.ts';
import { offlineQueueLimit, type Outlet, type Session } from '../routing/session.ts';
import type { Subscriptions } from '../routing/subscriptions.ts';
import type { TopicForm } from '../routing/topicForm.ts';
import type { Inlet, Intake } from './intake.ts';

/** Who a connected client is and what it may do. */
export interface ClientTraits {
  /** Clients with the same key take each other's place. */
  readonly key: string;
  readonly user: TopicUser;
  readonly form: TopicForm;
  /** [D-quota, PX-mqtt] */
  readonly maxSubscriptions: number;
  readonly sessionPresent: boolean;
  readonly will?: Will;
}

/** The parts of the platform that a connected client works with. */
export interface ClientSurroundings {
  readonly journal: Journal;
  readonly subscriptions: Subscriptions;
  readonly intake: Intake;
  /** The client is gone: its place and its session are free. */
  readonly ended: (client: ConnectedClient) => void;
}

/** How many topics a client may use in turn before they are looked up anew. */
const maxInlets = 100;

/** A client that is connected: applies the rules of its class to what it sends, and writes what it gets. */
export class ConnectedClient implements Client, Outlet {
  readonly traits: ClientTraits;
  readonly session: Session;
  readonly #connection: Connection;
  readonly #surroundings: ClientSurroundings;
  readonly #inlets = new Map<string, Inlet>();

  constructor(connection: Connection, session: Session, traits: ClientTraits, surroundings: ClientSurroundings) {
    this.#connection = connection;
    this.session = session;
    this.traits = traits;
    this.#surroundings = surroundings;
  }

  get clientId(): string {
    return this.session.traits.clientId;
  }

  /** Names the network connection, as records of traffic do. */
  get connection(): string {
    return this.#connection.id;
  }

  /** The client's network address. */
  get peer(): string {
    return this.#connection.peer;
  }

  opened(): void {
    const lost = this.session.takeLost();
    this.#surroundings.journal.event(this, {
      kind: 'connection.open',
      peer: this.peer,
      cleanSession: !this.session.traits.durable,
      sessionPresent: this.traits.sessionPresent,
      ...(lost === 0 ? {} : { reason: `While the client was away, ${lost} messages were dropped: its queue holds ${offlineQueueLimit}.` }),
    });
    this.session.attach(this);
  }

  take(packet: ClientPacket): void {
    switch (packet.type) {
      case 'publish':
        return this.#publish(packet);
      case 'subscribe':
        return this.#subscribe(packet);
      case 'unsubscribe':
        return this.#unsubscribe(packet);
      case 'puback':
      case 'pubrec':
      case 'pubrel':
      case 'pubcomp':
        return this.session.settle(packet);
    }
  }

  ended(why: Refusal, polite: boolean): void {
    const { journal, intake, ended } = this.#surroundings;
    ended(this);
    const { code = 0, message: reason, advice } = why;
    journal.event(this, { kind: 'connection.closed', peer: this.peer, code, reason, advice });
    const { will } = this.traits;
    if (will !== undefined && !polite) intake.take(this.#inlet(will.topic), will.payload, will.qos);
  }

  publish({ topic, payload }: Publication, qos: Qos, dup: boolean, packetId: number): void {
    const wireTopic = this.traits.form.toWire(topic);
    this.#surroundings.journal.message(this, 'down', { topic: wireTopic, payload, qos, retain: false, dup });
    this.#connection.send(encodePublish(wireTopic, payload, qos, dup, packetId));
  }

  settle(type: SettlePacket['type'], packetId: number): void {
    this.#connection.send(encodeSettle(type, packetId));
  }

  end(why: Refusal): void {
    this.#connection.end(why);
  }

  #publish(packet: PublishPacket): void {
    this.#surroundings.journal.message(this, 'up', packet);
    const { topic, qos, packetId } = packet;
    const inlet = this.#inlet(topic);
    allowMessage(topic, packet.payload.length);
    if (qos === 2 && !this.session.isNew(packetId)) return this.settle('pubrec', packetId);
    // The answer of Device Management comes after the acknowledgement, because small clients wait for that first.
    const acknowledgeFirst = 'manage' in inlet;
    if (acknowledgeFirst) this.#acknowledge(qos, packetId);
    this.#surroundings.intake.take(inlet, qos === 0 ? packet.payload : packet.payload.slice(), qos);
    if (!acknowledgeFirst) this.#acknowledge(qos, packetId);
  }

  #acknowledge(qos: Qos, packetId: number): void {
    if (qos === 1) this.settle('puback', packetId);
    else if (qos === 2) this.settle('pubrec', packetId);
  }

  /** The inlet for a topic as the client writes it. @throws Refusal when the client may not publish to it. */
  #inlet(topic: string): Inlet {
    const known = this.#inlets.get(topic);
    if (known !== undefined) return known;
    checkTopic(this.traits.user, 'publish', topic);
    const inlet = this.#surroundings.intake.inlet(this.traits.form.toLong(topic));
    if (this.#inlets.size >= maxInlets) this.#inlets.clear();
    this.#inlets.set(topic, inlet);
    return inlet;
  }

  /** One bad filter spoils all [PX-mqtt], so all are checked before any is taken. */
  #subscribe({ packetId, subscriptions }: SubscribePacket): void {
    for (const { filter } of subscriptions) checkTopic(this.traits.user, 'subscribe', filter);
    const { journal, subscriptions: register } = this.#surroundings;
    const wanted = subscriptions.map(({ filter, qos }) => ({ filter: this.traits.form.toLong(filter), qos }));
    const added = new Set(wanted.map(({ filter }) => filter).filter((filter) => !register.has(this.session, filter)));
    const count = register.count(this.session) + added.size;
    const { maxSubscriptions } = this.traits;
    if (count > maxSubscriptions) throw breach(154, `The client wants ${count} subscriptions; ${maxSubscriptions} are allowed.`);
    for (const { filter, qos } of wanted) register.add(this.session, filter, qos);
    for (const { filter, qos } of subscriptions) journal.event(this, { kind: 'connection.subscribed', peer: this.peer, filter, qos });
    const granted = subscriptions.map(({ qos }) => qos);
    this.#connection.send(encodeSuback(packetId, granted));
  }

  #unsubscribe({ packetId, filters }: UnsubscribePacket): void {
    for (const filter of filters) checkTopic(this.traits.user, 'subscribe', filter);
    for (const filter of filters) this.#surroundings.subscriptions.remove(this.session, this.traits.form.toLong(filter));
    this.#connection.send(encodeUnsuback(packetId));
  }
}
