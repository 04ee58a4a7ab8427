import type { OriginFacts } from '../../../filter/facts.ts';
import type { PlotSource } from '../../../rpc/log/logStudies.ts';
import { mostPlotSources } from '../../../rpc/log/plotContract.ts';
import { numbersIn, readJson } from './numbersInPayload.ts';
import { originKey } from './originKey.ts';

/** So many numbers are told apart of one topic. Whoever sends a new name with each message would fill the list otherwise. */
const mostOfTopic = 200;

/** How much the sources may weigh that are remembered while more are looked for, in characters, roughly. */
const mostWeight = 2_000_000;

/** What the shortest of them takes. */
const leastWeight = 200;

interface Source extends PlotSource {
  count: number;
  last: number;
}

/**
 * Gathers the numbers in messages, which it takes in their order. Where there are more than it can remember, those that were
 * seen least are forgotten, and begin anew when they are seen again: of ten thousand topics the busy ones stay.
 */
export class SourceFinder {
  /** By topic, then by pointer. */
  readonly #topics = new Map<string, Map<string, Source>>();
  #weight = 0;

  take({ clientId, topic }: OriginFacts, payload: Uint8Array): void {
    const numbers = numbersIn(readJson(payload), mostOfTopic);
    if (numbers.size === 0) return;
    const key = originKey({ clientId, topic });
    for (const [pointer, last] of numbers) {
      const sources = this.#topics.get(key);
      const known = sources?.get(pointer);
      if (known !== undefined) {
        known.count++;
        known.last = last;
      } else if (sources === undefined || sources.size < mostOfTopic) this.#add(key, { clientId, topic, pointer, count: 1, last });
    }
  }

  /** How much is remembered, in characters, roughly. */
  get weight(): number {
    return this.#weight;
  }

  /** What was found, the busiest first, as many as are offered. */
  sources(): readonly PlotSource[] {
    return byCount(this.#all()).slice(0, mostPlotSources);
  }

  #add(key: string, source: Source): void {
    if (this.#weight > mostWeight) this.#forgetHalf();
    const sources = this.#topics.get(key) ?? new Map<string, Source>();
    this.#topics.set(key, sources.set(source.pointer, source));
    this.#weight += weightOf(source);
  }

  #forgetHalf(): void {
    const kept = new Set<Source>();
    this.#weight = 0;
    // Of those that were seen as often the latest stay: what a flood left behind does not come again.
    for (const source of byCount(this.#all().toReversed())) {
      if (this.#weight + weightOf(source) > mostWeight / 2) break;
      this.#weight += weightOf(source);
      kept.add(source);
    }
    for (const [key, sources] of this.#topics) {
      for (const [pointer, source] of sources) if (!kept.has(source)) sources.delete(pointer);
      if (sources.size === 0) this.#topics.delete(key);
    }
  }

  #all(): readonly Source[] {
    return [...this.#topics.values()].flatMap((sources) => [...sources.values()]);
  }
}

function byCount(sources: readonly Source[]): readonly Source[] {
  return sources.toSorted((a, b) => b.count - a.count);
}

function weightOf({ clientId, topic, pointer }: Source): number {
  return leastWeight + clientId.length + topic.length + pointer.length;
}
