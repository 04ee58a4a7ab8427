import type { Qos } from '../../wiotp/message.ts';
import { filterMatches } from '../../wiotp/topic.ts';

/** Many more than the platform allows; with more than these everything counts as subscribed, so that a look-up stays quick. */
const mostPatterns = 100;

/** What a session is subscribed to. */
export class Subscriptions {
  #everything: boolean;
  readonly #topics = new Map<string, Qos | undefined>();
  readonly #patterns = new Map<string, Qos | undefined>();

  /** `everything`: whether all topics count as subscribed from the beginning. */
  constructor(everything: boolean) {
    this.#everything = everything;
  }

  /** Adds a filter, with its QoS where that is known. */
  add(filter: string, qos: Qos | undefined): void {
    (/[+#]/.test(filter) ? this.#patterns : this.#topics).set(filter, qos);
    if (this.#patterns.size > mostPatterns) this.#everything = true;
  }

  /** Whether messages with this topic reach the client. */
  covers(topic: string): boolean {
    return this.#everything || this.#topics.has(topic) || [...this.#patterns.keys()].some((filter) => filterMatches(filter, topic));
  }

  /** Whether messages with this topic wait for a client that is away: that takes a subscription above QoS 0 [D-mqtt]. */
  queues(topic: string): boolean {
    if (this.#everything) return true;
    if (this.#topics.has(topic) && this.#topics.get(topic) !== 0) return true;
    return [...this.#patterns].some(([filter, qos]) => qos !== 0 && filterMatches(filter, topic));
  }
}
