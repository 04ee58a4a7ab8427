import { rcOf, succeeded } from '../exchange.ts';
import { actionTitle } from './actionTitle.ts';
import type { Course, Expected } from './course.ts';
import type { Happened, Said } from './happened.ts';
import { OpenAnswers } from './openAnswers.ts';

/** A request and its answer, and nothing else. */
export class SingleCourse implements Course {
  readonly title: string;
  readonly members: Happened[];
  readonly #open = new OpenAnswers();
  #isComplete = false;

  constructor(request: Said) {
    this.title = actionTitle(request.event);
    this.members = [request];
    this.#open.asked(request);
  }

  get next(): Expected | undefined {
    return this.#open.next;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  answered(answer: Said, request: Said): void {
    this.members.push(answer);
    this.#isComplete = succeeded({ rc: rcOf(answer.event) });
    this.#open.answered(request.event.id);
  }

  strayed(answer: Said): void {
    this.members.push(answer);
  }

  takes(): boolean {
    return false;
  }

  came(): void {
    // Its answer comes over whichever connection there is.
  }

  leave(): void {
    // Another request of the same kind has an answer of its own.
  }
}
