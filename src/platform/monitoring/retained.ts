import type { Clock } from '../../rpc/node/clock.ts';
import { filterMatches } from '../../wiotp/topic.ts';

/** A status message that is kept. */
export interface Kept {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The network connection that it tells of. */
  readonly connection: string;
}

interface Timed extends Kept {
  readonly until: number;
}

/** For how long a status message is kept [PX-mon]. */
const keptMs = 8 * 86_400_000;

/** The latest status message of each client, for those who subscribe later. */
export class Retained {
  readonly #clock: Clock;
  /** By topic and connection; the latest last where several connections share a topic. */
  readonly #kept = new Map<string, Map<string, Timed>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keeps a message in place of all that was kept for its topic. */
  keep(message: Kept): void {
    this.#kept.get(message.topic)?.clear();
    this.keepAlso(message);
  }

  /** Keeps a message besides those of other connections with the same topic, which show again when it is forgotten. */
  keepAlso(message: Kept): void {
    const { topic, connection } = message;
    const ofTopic = this.#kept.get(topic) ?? new Map<string, Timed>();
    ofTopic.set(connection, { ...message, until: this.#clock.now() + keptMs });
    this.#kept.set(topic, ofTopic);
  }

  /** Forgets what is kept for a topic; if a connection is given, only what tells of that. */
  forget(topic: string, connection?: string): void {
    const ofTopic = this.#kept.get(topic);
    if (connection !== undefined) ofTopic?.delete(connection);
    if (connection === undefined || ofTopic?.size === 0) this.#kept.delete(topic);
  }

  /** What a filter catches. */
  matching(filter: string): readonly Kept[] {
    const now = this.#clock.now();
    const topics = filter.includes('+') ? [...this.#kept.keys()].filter((topic) => filterMatches(filter, topic)) : [filter];
    return topics.flatMap((topic) => [...(this.#kept.get(topic)?.values() ?? [])].slice(-1)).filter(({ until }) => until > now);
  }
}
