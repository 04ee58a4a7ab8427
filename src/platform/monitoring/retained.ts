import { filterMatches } from '../../wiotp/topic.ts';
import type { Clock } from '../clock.ts';

/** A status message that is kept. */
export interface Kept {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The network connection that it tells of. */
  readonly connection: string;
}

/** For how long a status message is kept [PX-mon]. */
const keptMs = 8 * 86_400_000;

/** The latest status message of each client, for those who subscribe later. */
export class Retained {
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept & { readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  keep(message: Kept): void {
    this.#kept.set(message.topic, { ...message, until: this.#clock.now() + keptMs });
  }

  /** Forgets the message of a topic; if a connection is given, only when the message tells of that. */
  forget(topic: string, connection?: string): void {
    if (connection === undefined || this.#kept.get(topic)?.connection === connection) this.#kept.delete(topic);
  }

  /** What a filter catches. */
  matching(filter: string): readonly Kept[] {
    const now = this.#clock.now();
    const exact = this.#kept.get(filter);
    const candidates = filter.includes('+') ? [...this.#kept.values()] : exact === undefined ? [] : [exact];
    return candidates.filter(({ topic, until }) => until > now && filterMatches(filter, topic));
  }
}
