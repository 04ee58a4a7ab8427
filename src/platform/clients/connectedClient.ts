import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { TrafficNote } from '../../rpc/log/traffic.ts';
import type { Qos } from '../../wiotp/message.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import type { TopicUser } from '../../wiotp/topics/topicRules.ts';
import type { Permit } from '../access/permit.ts';
import type { Journal } from '../journal.ts';
import type { Carried, Monitor } from '../monitoring/monitor.ts';
import { breach } from '../mqtt/breach.ts';
import type { Client, Connection } from '../mqtt/connection.ts';
import { encodePublish, encodeSettle } from '../mqtt/encodePacket.ts';
import { allowMessage } from '../mqtt/lengthRule.ts';
import type { ClientPacket, PublishPacket, SettlePacket, Will } from '../mqtt/packets.ts';
import type { Link } from '../ports/link.ts';
import type { DropRule } from '../quickstart/dropRule.ts';
import type { Quotas } from '../quota/quotas.ts';
import type { Publication } from '../routing/publication.ts';
import type { Outlet, Session } from '../routing/session.ts';
import type { Subscriptions } from '../routing/subscriptions.ts';
import type { TopicForm } from '../routing/topicForm.ts';
import type { ClientClass } from './clientClasses.ts';
import { FilterDesk } from './filterDesk.ts';
import type { GatewayNotices } from './gatewayNotices.ts';
import type { Intake } from './intake.ts';
import { ReadingPace } from './readingPace.ts';
import { Ways } from './ways.ts';

/** Who a connected client is and what it may do. */
export interface ClientTraits {
  /** Clients with the same key take each other's place. */
  readonly key: string;
  readonly user: TopicUser;
  /** Absent for an application, and on Quickstart, where nothing is registered. */
  readonly device?: DeviceName;
  readonly form: TopicForm;
  readonly limits: ClientClass;
  readonly sessionPresent: boolean;
  /** What there is to say about the client when it has connected. */
  readonly remark?: string;
  readonly will?: Will;
}

/** The parts of the platform that a connected client works with. */
export interface ClientSurroundings {
  readonly journal: Journal;
  readonly subscriptions: Subscriptions;
  readonly intake: Intake;
  readonly monitor: Monitor;
  readonly permit: Permit;
  readonly quotas: Quotas;
  /** Of a gateway, which stays connected when something is refused. */
  readonly notices?: GatewayNotices;
  /** Of a device on Quickstart. */
  readonly drops?: DropRule;
  /** The client got its CONNACK and what waited for it. */
  readonly opened: (client: ConnectedClient) => void;
  /** The client is gone: its place and its session are free. */
  readonly ended: (client: ConnectedClient, why: Refusal) => void;
}

/** A client that is connected: applies the rules of its class to what it sends, and writes what it gets. */
export class ConnectedClient implements Client, Outlet {
  readonly traits: ClientTraits;
  readonly session: Session;
  readonly #connection: Connection;
  readonly #surroundings: ClientSurroundings;
  readonly #filters: FilterDesk;
  readonly #ways: Ways;
  readonly #pace: ReadingPace;
  #readMessages = 0;
  #writtenMessages = 0;

  constructor(connection: Connection, session: Session, traits: ClientTraits, surroundings: ClientSurroundings) {
    this.#connection = connection;
    this.session = session;
    this.traits = traits;
    this.#surroundings = surroundings;
    this.#filters = new FilterDesk(this, { ...surroundings, send: (packet) => connection.send(packet) });
    this.#ways = new Ways({ ...surroundings, form: traits.form, countsCommands: traits.user === 'application' });
    this.#pace = new ReadingPace(surroundings.quotas.ofClient(traits.user), traits.limits.maxUnreleased, (ms) => connection.rest(ms));
  }

  get clientId(): string {
    return this.session.traits.clientId;
  }

  /** Names the network connection, as records of traffic do. */
  get connection(): string {
    return this.#connection.id;
  }

  /** How the client reached the platform. */
  get link(): Link {
    return this.#connection.link;
  }

  /** The client's network address. */
  get peer(): string {
    return this.#connection.peer;
  }

  /** The version of MQTT that it speaks: 3 is 3.1, 4 is 3.1.1. */
  get version(): 3 | 4 | 5 {
    return this.#connection.version ?? 4;
  }

  /** Bytes that the client has not taken yet. */
  get waiting(): number {
    return this.#connection.waiting;
  }

  /** What the connection carried so far. */
  get carried(): Carried {
    return { ...this.#connection.carried, readMessages: this.#readMessages, writtenMessages: this.#writtenMessages };
  }

  /** The connection stays open until it breaks or is ended, and nothing is read or sent any more. */
  freeze(): void {
    this.#connection.freeze();
  }

  opened(): void {
    const told = [this.traits.remark, this.session.takeLosses()].filter((text) => text !== undefined);
    this.#surroundings.journal.event(this, {
      kind: 'connection.open',
      peer: this.peer,
      cleanSession: !this.session.traits.durable,
      sessionPresent: this.traits.sessionPresent,
      ...(told.length === 0 ? {} : { reason: told.join(' ') }),
    });
    this.session.attach(this);
    this.#surroundings.opened(this);
  }

  take(packet: ClientPacket): void {
    switch (packet.type) {
      case 'publish':
        return this.#publish(packet);
      case 'subscribe':
        return this.#filters.subscribe(packet);
      case 'unsubscribe':
        return this.#filters.unsubscribe(packet);
      case 'puback':
      case 'pubrec':
      case 'pubrel':
      case 'pubcomp':
        if (packet.type === 'pubrel') this.#pace.released(packet.packetId);
        return this.session.settle(packet);
    }
  }

  taken(): void {
    this.session.resume();
  }

  ended(why: Refusal, polite: boolean): void {
    const { journal, intake, ended } = this.#surroundings;
    ended(this, why);
    const { code = 0, message: reason, advice } = why;
    journal.event(this, { kind: 'connection.closed', peer: this.peer, code, reason, advice });
    const { will } = this.traits;
    if (will === undefined || polite) return;
    const way = this.#ways.of(will.topic);
    if (way.refusal === undefined) return intake.take(way.inlet, will.payload, will.qos);
    const note = { what: 'dropped', reason: `The will was not published. ${way.refusal.message}` } as const;
    journal.message(this, 'up', { ...will, retain: false, dup: false }, note);
  }

  publish({ topic, payload }: Publication, qos: Qos, dup: boolean, packetId: number): void {
    this.#write(topic, payload, { qos, retain: false, dup }, packetId);
  }

  /** Sends what the platform kept before the client subscribed to it. */
  tellKept(topic: string, payload: Uint8Array): void {
    this.#write(topic, payload, { qos: 0, retain: true, dup: false }, 0);
  }

  settle(type: SettlePacket['type'], packetId: number): void {
    this.#connection.send(encodeSettle(type, packetId));
  }

  end(why: Refusal): void {
    this.#connection.end(why);
  }

  #write(topic: string, payload: Uint8Array, flags: { qos: Qos; retain: boolean; dup: boolean }, packetId: number): void {
    const wireTopic = this.traits.form.toWire(topic);
    this.#writtenMessages++;
    this.#surroundings.journal.message(this, 'down', { topic: wireTopic, payload, ...flags });
    this.#connection.send(encodePublish(wireTopic, payload, flags.qos, flags.dup, packetId, flags.retain));
  }

  #publish(packet: PublishPacket): void {
    const { journal, intake } = this.#surroundings;
    const { topic, payload, qos, packetId } = packet;
    this.#readMessages++;
    const way = this.#ways.of(topic);
    if (way.refusal !== undefined) return this.#refuse(packet, way.refusal);
    const dropped = this.#surroundings.drops?.take();
    const note: TrafficNote | undefined =
      dropped === undefined ? this.#pace.message(payload.length, way.commands) : { what: 'dropped', reason: dropped };
    journal.message(this, 'up', packet, note);
    allowMessage(topic, payload.length);
    const { maxQos } = this.traits.limits;
    if (qos > maxQos) throw breach(291, `The message on ${topic} has the QoS ${qos}; ${maxQos} is the highest here.`);
    if (dropped !== undefined) return;
    if (qos === 2) {
      if (!this.session.isNew(packetId)) return this.settle('pubrec', packetId);
      this.#pace.unreleased(packetId);
    }
    // The answer of Device Management comes after the acknowledgement, because small clients wait for that first.
    const acknowledgeFirst = 'manage' in way.inlet;
    if (acknowledgeFirst) this.#acknowledge(qos, packetId);
    intake.take(way.inlet, qos === 0 ? payload : payload.slice(), qos);
    if (!acknowledgeFirst) this.#acknowledge(qos, packetId);
  }

  /** [PX-mqtt] A gateway stays connected, has its message acknowledged, and is told; everybody else is closed. */
  #refuse(packet: PublishPacket, refusal: Refusal): void {
    const { journal, notices } = this.#surroundings;
    if (notices === undefined || refusal.code === 289) {
      journal.message(this, 'up', packet);
      throw refusal;
    }
    journal.message(this, 'up', packet, { what: 'dropped', reason: `${refusal.message} ${refusal.advice}` });
    allowMessage(packet.topic, packet.payload.length);
    this.#acknowledge(packet.qos, packet.packetId);
    notices.tell(this, 'Publish', packet.topic, refusal);
  }

  #acknowledge(qos: Qos, packetId: number): void {
    if (qos === 1) this.settle('puback', packetId);
    else if (qos === 2) this.settle('pubrec', packetId);
  }
}
