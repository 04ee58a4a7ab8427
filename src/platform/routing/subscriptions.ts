import type { Qos } from '../../wiotp/message.ts';
import { filterMatches } from '../../wiotp/topic.ts';
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
}

/** Who wants what. Filters and topics are in the long form. */
export class Subscriptions {
  readonly #bySession = new Map<Session, Map<string, Subscription>>();
  /** Filters for one device, by `typeId/deviceId`: with many devices only a few of them need to be looked at. */
  readonly #byDevice = new Map<string, Set<Subscription>>();
  readonly #wide = new Set<Subscription>();
  #version = 0;

  /** Changes with every change, so that whoever keeps the result of `match` knows when it is old. */
  get version(): number {
    return this.#version;
  }

  /** How many filters a session has. */
  count(session: Session): number {
    return this.#bySession.get(session)?.size ?? 0;
  }

  /** Whether a session has this filter. */
  has(session: Session, filter: string): boolean {
    return this.#bySession.get(session)?.has(filter) ?? false;
  }

  /** Adds a filter, or gives it another QoS. */
  add(session: Session, filter: string, qos: Qos): void {
    this.remove(session, filter);
    const subscription = { session, filter, qos };
    const own = this.#bySession.get(session) ?? new Map<string, Subscription>();
    this.#bySession.set(session, own.set(filter, subscription));
    const key = deviceKey(filter);
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
    if (own.size === 0) this.#bySession.delete(session);
    this.#wide.delete(subscription);
    const key = deviceKey(filter);
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
    const key = deviceKey(topic);
    for (const subscription of key === undefined ? [] : (this.#byDevice.get(key) ?? [])) addMatch(targets, subscription, topic);
    for (const subscription of this.#wide) addMatch(targets, subscription, topic);
    return [...targets.values()];
  }
}

function addMatch(targets: Map<Session | string, Target>, { session, filter, qos }: Subscription, topic: string): void {
  if (!filterMatches(filter, topic)) return;
  const key = session.traits.group ?? session;
  const target = targets.get(key);
  if (target === undefined) targets.set(key, { sessions: [session], qos });
  else {
    if (!target.sessions.includes(session)) target.sessions.push(session);
    if (qos > target.qos) target.qos = qos;
  }
}

/** `typeId/deviceId` of a topic or filter that names exactly one device. */
function deviceKey(longTopic: string): string | undefined {
  const [, type, typeId, id, deviceId] = longTopic.split('/', 5);
  if (type !== 'type' || id !== 'id' || typeId === '+' || deviceId === '+') return undefined;
  return `${typeId}/${deviceId}`;
}
