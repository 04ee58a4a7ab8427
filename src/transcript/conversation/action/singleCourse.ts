import { actionTitle } from './actionTitle.ts';
import { Asked } from './asked.ts';
import type { Course, Expected } from './course.ts';
import type { Happened, Said } from './happened.ts';
import { OpenAnswers } from './openAnswers.ts';

/** A request and its answer, and nothing else. */
export class SingleCourse implements Course {
  readonly title: string;
  readonly members: Happened[];
  readonly #open = new OpenAnswers();
  readonly #asked: Asked;

  constructor(request: Said) {
    this.title = actionTitle(request.event);
    this.members = [request];
    this.#asked = new Asked(request);
    this.#open.asked(request);
  }

  get next(): Expected | undefined {
    return this.#open.next;
  }

  get isComplete(): boolean {
    return this.#asked.wentWell;
  }

  get shortfall(): string | undefined {
    return this.#asked.shortfall;
  }

  answered(answer: Said, request: Said): void {
    this.members.push(answer);
    this.#asked.answered(answer);
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
