import type { OriginFacts } from '../../../filter/facts.ts';
import type { LogReader } from '../reading/logReader.ts';

/** What is remembered has an end, in number and in characters: clients choose topics freely. */
const mostKnown = 10_000;
const mostCharacters = 4_000_000;

/** What a study makes of origins, found out once for each, since many messages share one. */
export class OriginTest<T> {
  readonly #log: LogReader;
  readonly #decide: (origin: OriginFacts) => T;
  readonly #known = new Map<number, T>();
  #characters = 0;

  constructor(log: LogReader, decide: (origin: OriginFacts) => T) {
    this.#log = log;
    this.#decide = decide;
  }

  of(id: number): T {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const origin = this.#log.origin(id);
    const decided = this.#decide(origin);
    this.#characters += origin.clientId.length + origin.topic.length;
    if (this.#known.size >= mostKnown || this.#characters > mostCharacters) this.#forget();
    this.#known.set(id, decided);
    return decided;
  }

  #forget(): void {
    this.#known.clear();
    this.#characters = 0;
  }
}
