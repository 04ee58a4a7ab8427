import type { DeviceName } from '../../rpc/device/deviceState.ts';
import { parseClientId } from '../../wiotp/clientId.ts';
import type { Qos } from '../../wiotp/message.ts';
import { filterMatches } from '../../wiotp/topic.ts';
import { deviceKey } from '../deviceKey.ts';
import type { Session } from './session.ts';

/** One receiver of a topic: a session, or several of one group of which each message takes one. */
export interface Target {
  readonly sessions: Session[];
  qos: Qos;
}

interface Subscription {
  readonly session: Session;
  readonly filter: string;
  readonly qos: Qos;
  /** Of a gateway, `typeId/deviceId`: it gets only what is for the devices that it speaks for. */
  readonly gateway: string | undefined;
}

/** Tells which gateway gets the messages for which device. */
export interface Groups {
  reaches(gatewayKey: string, device: DeviceName): boolean;
  /** Changes when an answer may have become another one. */
  readonly version: number;
}

/** Without groups no gateway gets anything that is for another device. */
const noGroups: Groups = { reaches: (gatewayKey, device) => gatewayKey === deviceKey(device), version: 0 };

/** Who wants what. Filters and topics are in the long form. */
export class Subscriptions {
  readonly #bySession = new Map<Session, Map<string, Subscription>>();
  /** Filters for one device, by `typeId/deviceId`: with many devices only a few of them need to be looked at. */
  readonly #byDevice = new Map<string, Set<Subscription>>();
  readonly #wide = new Set<Subscription>();
  readonly #groups: Groups;
  #version = 0;

  constructor(groups: Groups = noGroups) {
    this.#groups = groups;
  }

  /** Changes with every change, so that whoever keeps the result of `match` knows when it is old. */
  get version(): number {
    return this.#version + this.#groups.version;
  }

  /** How many filters a session has. */
  count(session: Session): number {
    return this.#bySession.get(session)?.size ?? 0;
  }

  /** Whether a session has this filter. */
  has(session: Session, filter: string): boolean {
    return this.#bySession.get(session)?.has(filter) ?? false;
  }

  /** Adds a filter, or gives it another QoS. @throws Refusal when a durable session cannot be stored. */
  add(session: Session, filter: string, qos: Qos): void {
    this.remove(session, filter);
    session.subscribed(filter, qos);
    const subscription = { session, filter, qos, gateway: gatewayOf(session) };
    const own = this.#bySession.get(session) ?? new Map<string, Subscription>();
    this.#bySession.set(session, own.set(filter, subscription));
    const key = keyIn(filter);
    if (key === undefined) this.#wide.add(subscription);
    else this.#byDevice.set(key, (this.#byDevice.get(key) ?? new Set()).add(subscription));
    this.#version++;
  }

  /** Removes a filter; one that does not exist is no error. */
  remove(session: Session, filter: string): void {
    const own = this.#bySession.get(session);
    const subscription = own?.get(filter);
    if (own === undefined || subscription === undefined) return;
    own.delete(filter);
    session.unsubscribed(filter);
    if (own.size === 0) this.#bySession.delete(session);
    this.#wide.delete(subscription);
    const key = keyIn(filter);
    const sameDevice = key === undefined ? undefined : this.#byDevice.get(key);
    sameDevice?.delete(subscription);
    if (key !== undefined && sameDevice?.size === 0) this.#byDevice.delete(key);
    this.#version++;
  }

  /** Removes all filters of a session. */
  drop(session: Session): void {
    for (const filter of this.#bySession.get(session)?.keys() ?? []) this.remove(session, filter);
  }

  /** Everyone who gets a topic, each once, with the highest QoS of the filters that match. */
  match(topic: string): readonly Target[] {
    const targets = new Map<Session | string, Target>();
    const device = deviceIn(topic);
    for (const subscription of device === undefined ? [] : (this.#byDevice.get(deviceKey(device)) ?? [])) {
      this.#addMatch(targets, subscription, topic, device);
    }
    for (const subscription of this.#wide) this.#addMatch(targets, subscription, topic, device);
    return [...targets.values()];
  }

  /** Whether a message on a topic may go to a session, if one of its filters catches it. */
  reaches(session: Session, topic: string): boolean {
    return this.#mayGet(session, gatewayOf(session), topic, deviceIn(topic));
  }

  #mayGet({ traits }: Session, gateway: string | undefined, topic: string, device: DeviceName | undefined): boolean {
    if (gateway !== undefined && device !== undefined) return this.#groups.reaches(gateway, device);
    // A device may subscribe to its status, but no document says that it ever gets one [PX-rule, D-mqtt].
    return !(traits.clientId.startsWith('d:') && topic.split('/', 6)[5] === 'mon');
  }

  #addMatch(
    targets: Map<Session | string, Target>,
    { session, filter, qos, gateway }: Subscription,
    topic: string,
    device: DeviceName | undefined,
  ): void {
    if (!filterMatches(filter, topic)) return;
    if (!this.#mayGet(session, gateway, topic, device)) return;
    const key = session.traits.group ?? session;
    const target = targets.get(key);
    if (target === undefined) targets.set(key, { sessions: [session], qos });
    else {
      if (!target.sessions.includes(session)) target.sessions.push(session);
      if (qos > target.qos) target.qos = qos;
    }
  }
}

/** The device that a topic in the long form names, or a filter that names exactly one. */
export function deviceIn(longTopic: string): DeviceName | undefined {
  const [, type, typeId, id, deviceId] = longTopic.split('/', 5);
  if (type !== 'type' || id !== 'id' || typeId === undefined || deviceId === undefined) return undefined;
  return typeId === '+' || deviceId === '+' ? undefined : { typeId, deviceId };
}

function keyIn(longTopic: string): string | undefined {
  const device = deviceIn(longTopic);
  return device === undefined ? undefined : deviceKey(device);
}

function gatewayOf({ traits }: Session): string | undefined {
  if (!traits.clientId.startsWith('g:')) return undefined;
  const identity = parseClientId(traits.clientId);
  return typeof identity === 'string' || identity.sender !== 'gateway' ? undefined : deviceKey(identity);
}
