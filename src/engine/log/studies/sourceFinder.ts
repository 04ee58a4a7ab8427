import type { OriginFacts } from '../../../filter/facts.ts';
import type { PlotSource } from '../../../rpc/log/logStudies.ts';
import { numbersIn, readJson } from './numbersInPayload.ts';
import { originKey } from './originKey.ts';

/** So many numbers are told apart of one topic, and in all. Whoever sends a new name with each message would fill the list otherwise. */
const most = { ofTopic: 200, sources: 1_000 };

interface Found {
  count: number;
  last: number;
}

interface Topic {
  readonly origin: OriginFacts;
  readonly pointers: Map<string, Found>;
}

/** Gathers the numbers in messages, which it takes in their order. */
export class SourceFinder {
  readonly #topics = new Map<string, Topic>();

  take(origin: OriginFacts, payload: Uint8Array): void {
    const key = originKey(origin);
    const { pointers } = this.#topics.get(key) ?? this.#add(key, origin);
    for (const [pointer, last] of numbersIn(readJson(payload), most.ofTopic)) {
      const found = pointers.get(pointer);
      if (found === undefined) {
        if (pointers.size < most.ofTopic) pointers.set(pointer, { count: 1, last });
      } else {
        found.count++;
        found.last = last;
      }
    }
  }

  /** What was found, the busiest first. */
  sources(): readonly PlotSource[] {
    return [...this.#topics.values()]
      .flatMap(({ origin: { clientId, topic }, pointers }) =>
        [...pointers].map(([pointer, found]) => ({ clientId, topic, pointer, ...found })),
      )
      .toSorted((a, b) => b.count - a.count)
      .slice(0, most.sources);
  }

  #add(key: string, origin: OriginFacts): Topic {
    const topic = { origin, pointers: new Map<string, Found>() };
    this.#topics.set(key, topic);
    return topic;
  }
}
