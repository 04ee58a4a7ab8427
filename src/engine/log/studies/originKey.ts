import type { OriginFacts } from '../../../filter/facts.ts';

/** Names a client and a topic together; the same text for the same two, however often the log numbers them. */
export function originKey({ clientId, topic }: Pick<OriginFacts, 'clientId' | 'topic'>): string {
  return `${clientId.length}:${clientId}${topic}`;
}
