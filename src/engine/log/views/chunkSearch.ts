import type { DetailFacts } from '../../../filter/facts.ts';
import { asks, holds, reduce, type Check, type Plan } from '../../../filter/plan.ts';
import { sizeAt, type Chunk } from '../../store/chunk.ts';
import { fromFlags } from '../../store/flags.ts';
import type { LogReader } from '../reading/logReader.ts';
import { ChunkTexts } from './chunkTexts.ts';

/** What is left to decide about messages of one origin. */
interface OriginPlans {
  readonly plan: Plan;
  /** For messages without details, which are most. */
  readonly bare: Plan;
  readonly asksDetails: boolean;
}

/** Clients choose topics freely, so what is remembered has an end. */
const mostOrigins = 20_000;

const noDetails: DetailFacts = {};

const noFlags = fromFlags(0);
const allFlags = Array.from({ length: 256 }, (_, flags) => fromFlags(flags));

/**
 * Decides the messages of chunks by a plan. Looks at texts that messages share once, at details and payloads only where the
 * rest leaves it open. Payloads are not decoded for texts of ASCII.
 */
export class ChunkSearch {
  readonly #reader: Pick<LogReader, 'origin' | 'details'>;
  readonly #plan: Plan;
  readonly #origins = new Map<number, OriginPlans>();

  constructor(reader: Pick<LogReader, 'origin' | 'details'>, plan: Plan) {
    this.#reader = reader;
    this.#plan = plan;
  }

  /** Decides one chunk: gives what tells whether the message at an index passes. */
  in(chunk: Chunk): (index: number) => boolean {
    const texts = new ChunkTexts(chunk);
    let details: ReadonlyMap<number, DetailFacts> | undefined;
    let at = 0;
    let facts = noDetails;
    const decide = (check: Check): boolean => {
      switch (check.of) {
        case 'origin':
          return check.test(this.#reader.origin(chunk.origins[at] ?? 0));
        case 'flags':
          return check.test(allFlags[chunk.flags[at] ?? 0] ?? noFlags);
        case 'time':
          return check.test(chunk.times[at] ?? 0);
        case 'size':
          return check.test(sizeAt(chunk, at));
        case 'details':
          return check.test(facts);
        case 'payload':
          return texts.has(at, check.text);
      }
    };
    return (index) => {
      at = index;
      const { plan, bare, asksDetails } = this.#plansOf(chunk.origins[index] ?? 0);
      if (!asksDetails) return holds(bare, decide);
      details ??= this.#reader.details(chunk.first, chunk.first + chunk.count);
      const found = details.get(chunk.first + index);
      facts = found ?? noDetails;
      return holds(found === undefined ? bare : plan, decide);
    };
  }

  /** Forgets origins, whose numbers begin anew when a log was cleared. */
  forget(): void {
    this.#origins.clear();
  }

  #plansOf(id: number): OriginPlans {
    const known = this.#origins.get(id);
    if (known !== undefined) return known;
    const origin = this.#reader.origin(id);
    const plan = reduce(this.#plan, (check) => (check.of === 'origin' ? check.test(origin) : undefined));
    const bare = reduce(plan, (check) => (check.of === 'details' ? check.test(noDetails) : undefined));
    const plans = { plan, bare, asksDetails: asks(plan, 'details') };
    if (this.#origins.size >= mostOrigins) this.#origins.clear();
    this.#origins.set(id, plans);
    return plans;
  }
}
