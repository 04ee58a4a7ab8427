import type { Qos } from '../../wiotp/message.ts';
import type { Session } from './session.ts';
import type { Subscriptions, Target } from './subscriptions.ts';

/** One topic with everyone who gets it. Clients keep one for each topic they publish to. */
export interface Lane {
  /** In the long form. */
  readonly topic: string;
  targets: readonly Target[];
  /** The version of the subscriptions that `targets` was taken from. */
  version: number;
  /** Counts messages, so that a group takes turns. */
  turn: number;
}

/** Hands messages to everyone who subscribed to them. */
export class Router {
  readonly #subscriptions: Subscriptions;

  constructor(subscriptions: Subscriptions) {
    this.#subscriptions = subscriptions;
  }

  /** The lane for a topic in the long form. */
  lane(topic: string): Lane {
    return { topic, targets: [], version: -1, turn: 0 };
  }

  /**
   * Delivers one message. With QoS 1 or 2 the payload is kept until it is acknowledged, so it must be the
   * caller's own copy.
   */
  route(lane: Lane, payload: Uint8Array, qos: Qos): void {
    this.#refresh(lane);
    lane.turn++;
    const publication = { topic: lane.topic, payload, qos, holders: 0 };
    for (const target of lane.targets) choose(target, lane.turn)?.deliver(publication, target.qos);
  }

  /** Whether this client is connected and has subscribed to the topic. */
  reaches(lane: Lane, clientId: string): boolean {
    this.#refresh(lane);
    return lane.targets.some(({ sessions }) => sessions.some((session) => session.online && session.traits.clientId === clientId));
  }

  #refresh(lane: Lane): void {
    const { version } = this.#subscriptions;
    if (lane.version === version) return;
    lane.targets = this.#subscriptions.match(lane.topic);
    lane.version = version;
  }
}

/** The only session, or the next of a group; those that are connected come before those that would queue. */
function choose({ sessions }: Target, turn: number): Session | undefined {
  if (sessions.length === 1) return sessions[0];
  const online = sessions.filter((session) => session.online);
  const candidates = online.length > 0 ? online : sessions;
  return candidates[turn % candidates.length];
}
