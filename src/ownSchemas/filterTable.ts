import { filterFault } from '../lint/own/filterFault.ts';
import type { OwnSchema } from '../lint/own/ownSchemas.ts';
import type { Problem } from '../lint/problem.ts';
import { filterMatches } from '../wiotp/topic.ts';
import { fileProblem } from './schemaProblem.ts';

/** Clients choose topics freely, so what is remembered has an end. */
const mostTopics = 10_000;

/** Which schema files a topic is checked against. The same topics come again and again, so it is remembered. */
export class FilterTable {
  readonly #entries: readonly OwnSchema[];
  readonly #known = new Map<string, readonly string[]>();
  /** What is wrong with the filters of a file, by its path. */
  readonly faults: ReadonlyMap<string, readonly Problem[]>;

  constructor(schemas: readonly OwnSchema[]) {
    this.#entries = schemas.filter(({ filter }) => filterFault(filter) === undefined);
    this.faults = faultsOf(schemas);
  }

  /** The paths of the schemas for a topic, each once. */
  pathsFor(topic: string): readonly string[] {
    const known = this.#known.get(topic);
    if (known !== undefined) return known;
    if (this.#known.size >= mostTopics) this.#known.clear();
    const matching = this.#entries.filter(({ filter }) => filterMatches(filter, topic));
    const paths = [...new Set(matching.map(({ path }) => path))];
    this.#known.set(topic, paths);
    return paths;
  }
}

function faultsOf(schemas: readonly OwnSchema[]): ReadonlyMap<string, readonly Problem[]> {
  const faults = new Map<string, readonly Problem[]>();
  for (const { filter, path, text } of schemas) {
    const fault = filterFault(filter);
    if (fault !== undefined) faults.set(path, [...(faults.get(path) ?? []), fileProblem('own/filter', text, `wiotp.schemas: ${fault}`)]);
  }
  return faults;
}
