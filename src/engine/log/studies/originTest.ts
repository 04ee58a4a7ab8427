import type { OriginFacts } from '../../../filter/facts.ts';
import type { LogReader } from '../reading/logReader.ts';

/**
 * What a study makes of origins, found out once for each, since many messages share one. Clients choose topics freely, so what is
 * remembered has an end.
 */
export class OriginTest<T> {
  readonly #log: LogReader;
  readonly #decide: (origin: OriginFacts) => T;
  readonly #known = new Map<number, T>();

  constructor(log: LogReader, decide: (origin: OriginFacts) => T) {
    this.#log = log;
    this.#decide = decide;
  }

  of(id: number): T {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const decided = this.#decide(this.#log.origin(id));
    if (this.#known.size >= mostKnown) this.#known.clear();
    this.#known.set(id, decided);
    return decided;
  }
}

const mostKnown = 10_000;
