import type { Problem } from '../lint/problem.ts';

/** One payload that is to be checked against one schema file. */
export interface CheckRequest {
  readonly path: string;
  readonly topic: string;
  readonly text: string;
}

/** A request whose verdict somebody waits for. */
export interface Check extends CheckRequest {
  readonly resolve: (problems: readonly Problem[]) => void;
}

/** So many checks travel together at most, in number and in UTF-16 units: when a schema is stopped, they are asked again. */
const mostTogether = 200;
const mostUnits = 1_000_000;

const noProblems: readonly Problem[] = [];

/** The checks that wait, in the order in which they were asked for. */
export class CheckQueue {
  #waiting: Check[] = [];

  get length(): number {
    return this.#waiting.length;
  }

  add(request: CheckRequest): Promise<readonly Problem[]> {
    const { promise, resolve } = Promise.withResolvers<readonly Problem[]>();
    this.#waiting.push({ ...request, resolve });
    return promise;
  }

  /** The next checks, at least one if there is any, against files that are in use; others have no problems. */
  take(isUsed: (path: string) => boolean): readonly Check[] {
    const taken: Check[] = [];
    let [count, units] = [0, 0];
    for (const check of this.#waiting) {
      units += check.text.length;
      if (taken.length === mostTogether || (taken.length > 0 && units > mostUnits)) break;
      count++;
      if (isUsed(check.path)) taken.push(check);
      else check.resolve(noProblems);
    }
    this.#waiting.splice(0, count);
    return taken;
  }

  /** Checks that were taken and must be asked for again come first. */
  putBack(checks: readonly Check[]): void {
    this.#waiting = [...checks, ...this.#waiting];
  }

  /** Nobody will check what waits: it has no problems. */
  giveUp(): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve(noProblems);
  }
}
