import { senderOf, type Draft } from './draft.ts';
import { draftTopic, type MessageSort, type Publisher } from './publisher.ts';

/** Those messages of before that a client can send, too; what Quickstart does not take is left out [D-qs]. */
export function recentFor(publisher: Publisher, sort: MessageSort, recent: readonly Draft[]): readonly Draft[] {
  return recent.filter((draft) => {
    // Only applications send commands; earlier versions did not say so.
    if (sort === 'event' && senderOf(draft) !== publisher.sender) return false;
    if (publisher.isQuickstart && draft.format !== 'json') return false;
    return draftTopic(publisher, sort, draft) !== undefined;
  });
}
