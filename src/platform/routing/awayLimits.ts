import { senderOf } from '../../wiotp/clientId.ts';
import { mostOf } from '../../wiotp/limitTable.ts';
import { filterMatches } from '../../wiotp/topic.ts';
import type { QueueLimit } from './messageQueue.ts';

/** Messages that are kept for each subscription of a device that is away [D-quota]; when it is full, the oldest goes. */
export const offlineQueueLimit = mostOf('offlineQueue', 'standard');

/** What may wait for one client in bytes, connected or not; the documents name no limit of this kind. */
export const maxWaitingBytes = 32 * 1024 * 1024;

/** [D-quota] These are the same in every plan. */
const applicationQueueLimit = mostOf('sharedBuffer', 'standard');
const eventMs = mostOf('eventTime', 'standard') * 1000;
const commandMs = mostOf('commandTime', 'standard') * 1000;

/** How many topics are remembered with their share of a queue. */
const maxTopics = 1000;

/**
 * What waits for a client that is away: for a device or gateway so many messages of each subscription, for an application
 * so many in all. The documents name the latter for shared applications; a plain one gets the same, because they name none
 * for it, and what is enough for one device is too little for a client that hears all of them.
 */
export function queueLimitOf(clientId: string, filters: ReadonlyMap<string, unknown>): QueueLimit {
  if (senderOf(clientId) === 'application') return { messages: applicationQueueLimit, bytes: maxWaitingBytes, shareOf: () => '' };
  return { messages: offlineQueueLimit, bytes: maxWaitingBytes, shareOf: sharesBy(filters) };
}

/** When a message that begins to wait now makes no sense any more: events after 24 hours, commands and requests after 48 [D-quota]. */
export function expiryOf(longTopic: string, now: number): number {
  return now + (longTopic.split('/', 6)[5] === 'evt' ? eventMs : commandMs);
}

/** A message belongs to the subscription that was made first of those that catch it. */
function sharesBy(filters: ReadonlyMap<string, unknown>): (topic: string) => string {
  const known = new Map<string, string>();
  return (topic) => {
    const share = known.get(topic) ?? [...filters.keys()].find((filter) => filterMatches(filter, topic)) ?? '';
    if (known.size >= maxTopics) known.clear();
    known.set(topic, share);
    return share;
  };
}
