import type { DeviceProblem } from '../../rpc/device/deviceState.ts';

/** How many different problems of one device are kept; the ones that came least recently go. */
const mostProblems = 100;

/** How many characters of a message or topic are kept: a topic may have tens of thousands. */
const longestText = 1000;

/** What was found once. */
export type FoundProblem = Pick<DeviceProblem, 'rule' | 'severity' | 'message' | 'topic'>;

/** The problems of one device. The same problem again is counted, though its numbers and quoted texts may differ. */
export class ProblemList {
  /** In the order in which they came last. */
  readonly #problems = new Map<string, DeviceProblem>();

  /** The latest first. */
  get all(): readonly DeviceProblem[] {
    return [...this.#problems.values()].toReversed();
  }

  /** How many are errors or warnings. */
  get count(): number {
    let count = 0;
    for (const { severity } of this.#problems.values()) if (severity !== 'hint') count++;
    return count;
  }

  /** Adds one, and tells whether it is new. */
  add(problem: FoundProblem, time: number): boolean {
    const found = shortened(problem);
    const key = keyOf(found);
    const known = this.#problems.get(key);
    this.#problems.delete(key);
    this.#problems.set(key, { ...found, first: known?.first ?? time, last: time, times: (known?.times ?? 0) + 1 });
    const [oldest] = this.#problems.keys();
    if (oldest !== undefined && this.#problems.size > mostProblems) this.#problems.delete(oldest);
    return known === undefined;
  }

  /** Takes back one that was added, and tells whether it is gone by that. */
  withdraw(problem: FoundProblem): boolean {
    const key = keyOf(shortened(problem));
    const known = this.#problems.get(key);
    if (known === undefined) return false;
    if (known.times === 1) return this.#problems.delete(key);
    this.#problems.set(key, { ...known, times: known.times - 1 });
    return false;
  }
}

function shortened(problem: FoundProblem): FoundProblem {
  const { topic, message } = problem;
  return { ...problem, message: message.slice(0, longestText), ...(topic === undefined ? {} : { topic: topic.slice(0, longestText) }) };
}

function keyOf({ rule, topic = '', message }: FoundProblem): string {
  return `${rule}\n${topic}\n${message.replace(/"[^"]*"|[0-9]+/g, '_')}`;
}
