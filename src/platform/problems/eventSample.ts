/** How often the events of one topic are looked at, in milliseconds. */
const perTopicMs = 1000;

/** How many topics of one client are told apart. */
const mostTopics = 100;

/** How many bytes of events are looked at per millisecond in the long run; above 0.1 ms for each event. */
const bytesPerMs = 2000;

/** How far apart two events are looked at in the long run, at least, in milliseconds. */
const leastGapMs = 0.2;

/**
 * Decides which events are looked at: every topic once a second, and all together no more than routing can bear. What is wrong
 * with an event is wrong with the next one of its topic as well.
 */
export class EventSample {
  #next = 0;

  /** Whether to look at an event; `due` is what the client remembers of its topics. */
  wants(due: Map<string, number>, topic: string, bytes: number, now: number): boolean {
    const next = due.get(topic);
    if (next !== undefined && now < next) return false;
    if (now < this.#next) return false;
    this.#next = now + leastGapMs + bytes / bytesPerMs;
    if (next === undefined && due.size >= mostTopics) due.clear();
    due.set(topic, now + perTopicMs);
    return true;
  }
}
