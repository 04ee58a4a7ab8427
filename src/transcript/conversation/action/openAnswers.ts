import { awaitedAnswer } from './awaited.ts';
import type { Expected } from './course.ts';
import type { Said } from './happened.ts';

/** The requests of an action that wait for their answers. */
export class OpenAnswers {
  readonly #open = new Map<number, Said>();

  /** Notes a request. */
  asked(said: Said): void {
    if (awaitedAnswer(said.event) !== undefined) this.#open.set(said.event.id, said);
  }

  answered(request: number): void {
    this.#open.delete(request);
  }

  /** The answer that is waited for longest; `undefined` when all are there. */
  get next(): Expected | undefined {
    const [first] = this.#open.values();
    return first === undefined ? undefined : awaitedAnswer(first.event);
  }
}
