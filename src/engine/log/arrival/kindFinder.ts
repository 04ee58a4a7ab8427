import { senderOf } from '../../../wiotp/clientId.ts';
import { matchTopic, type TopicMatch } from '../../../wiotp/topic.ts';

/** Clients choose topics freely, so what is remembered has an end. */
const mostTopics = 10_000;

/** Finds the kind of a topic and remembers it, because the same topics come again and again. */
export class KindFinder {
  /** By the letter of the client's class. */
  readonly #known = new Map<string, Map<string, TopicMatch | undefined>>();

  /** What a topic means when this client sends or receives on it. */
  find(topic: string, clientId: string): TopicMatch | undefined {
    const letter = clientId.charAt(0);
    const topics = this.#topicsOf(letter);
    const known = topics.get(topic);
    if (known !== undefined || topics.has(topic)) return known;
    if (topics.size >= mostTopics) topics.clear();
    const match = matchTopic(topic, senderOf(clientId));
    topics.set(topic, match);
    return match;
  }

  #topicsOf(letter: string): Map<string, TopicMatch | undefined> {
    const known = this.#known.get(letter);
    if (known !== undefined) return known;
    const topics = new Map<string, TopicMatch | undefined>();
    this.#known.set(letter, topics);
    return topics;
  }
}
