import type { FilterKnown } from '../../../filter/completeFilter.ts';
import { eventIdOf } from '../../../filter/fields/originFields.ts';
import type { LogReader } from '../reading/logReader.ts';
import { stepsFrom, untilDone } from './nearestRow.ts';

const most = 500;
/** Who was not heard of in so many messages is no longer who is meant. */
const mostExamined = 200_000;

/** What the latest messages of a log hold that the words of a filter can name; the most recent first. */
export async function knownWords(reader: LogReader): Promise<FilterKnown> {
  const [clients, events, topics] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const origins = new Set<number>();
  const { end } = reader.extent;
  const step = stepsFrom(reader, { seq: end, direction: 'back' }, (chunk, seqs) => {
    for (const seq of seqs) {
      const id = chunk.origins[seq - chunk.first] ?? 0;
      if (origins.has(id)) continue;
      origins.add(id);
      const origin = reader.origin(id);
      add(clients, origin.clientId);
      add(topics, origin.topic);
      add(events, eventIdOf(origin) ?? '');
    }
    return end - chunk.first < mostExamined && [clients, events, topics].some(({ size }) => size < most);
  });
  await untilDone(step, () => false);
  return { clients: [...clients], events: [...events], topics: [...topics] };
}

function add(to: Set<string>, text: string): void {
  if (text !== '' && to.size < most) to.add(text);
}
