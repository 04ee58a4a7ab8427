import { rcOf, succeeded } from '../exchange.ts';
import { awaitedAnswer } from './awaited.ts';
import type { Said } from './happened.ts';

/** A request that an action depends on, and what became of it. */
export class Asked {
  readonly request: Said;
  #answer: Said | undefined;

  constructor(request: Said) {
    this.request = request;
  }

  /** Whether its answer is still missing; one that asks for none lacks none. */
  get lacksAnswer(): boolean {
    return this.#answer === undefined && awaitedAnswer(this.request.event) !== undefined;
  }

  /** Whether it was answered, and well. */
  get wentWell(): boolean {
    return this.#answer !== undefined && succeeded({ rc: rcOf(this.#answer.event) });
  }

  /** Takes its answer; the first one counts. */
  answered(answer: Said): void {
    this.#answer ??= answer;
  }

  /** Why an action that depends on it is not complete, as a sentence; `undefined` when it is not to blame. */
  get shortfall(): string | undefined {
    const { kind, sender } = this.request.event;
    const answerer = sender === 'platform' ? 'device' : 'platform';
    if (this.lacksAnswer) return `The ${answerer} never answered the ${kind?.title}.`;
    const rc = this.#answer && rcOf(this.#answer.event);
    return rc === undefined || succeeded({ rc }) ? undefined : `The ${answerer} answered the ${kind?.title} with rc ${rc}.`;
  }
}
