import { attributesOf } from '../attributes.ts';
import { Asked } from './asked.ts';
import type { Course, Expected } from './course.ts';
import type { Happened, Said } from './happened.ts';
import { OpenAnswers } from './openAnswers.ts';

/** How many names a title tells. */
const mostNames = 3;

/** What the platform observes, from observe to cancel, with the notifications in between [D-dm]. */
export class ObservationCourse implements Course {
  readonly title: string;
  readonly members: Happened[];
  readonly #names: ReadonlySet<string>;
  readonly #open = new OpenAnswers();
  readonly #observe: Asked;
  #cancel: Asked | undefined;
  #isOver = false;

  constructor(observe: Said) {
    this.#names = new Set(attributesOf(observe.event.payload).map(({ name }) => name));
    this.title = ['Observation', [...this.#names].slice(0, mostNames).join(', ')].filter((part) => part !== '').join(' of ');
    this.members = [observe];
    this.#observe = new Asked(observe);
    this.#open.asked(observe);
  }

  get next(): Expected | undefined {
    if (this.#isOver) return undefined;
    return (
      this.#open.next ?? {
        from: 'device',
        text: 'The device sends a Notify whenever the attribute changes, until the platform cancels that.',
      }
    );
  }

  get isComplete(): boolean {
    return this.#isOver && this.#observe.wentWell && this.#cancel?.wentWell === true;
  }

  get shortfall(): string | undefined {
    return this.#observe.shortfall ?? this.#cancel?.shortfall;
  }

  answered(answer: Said, request: Said): void {
    if (this.#isOver) return;
    this.members.push(answer);
    this.#open.answered(request.event.id);
    if (request === this.#observe.request) {
      this.#observe.answered(answer);
      this.#isOver = !this.#observe.wentWell;
    } else if (request === this.#cancel?.request) {
      this.#cancel.answered(answer);
      this.#isOver = true;
    }
  }

  strayed(answer: Said): void {
    if (!this.#isOver) this.members.push(answer);
  }

  takes(said: Said): boolean {
    const { kind, payload } = said.event;
    if (this.#isOver || (kind?.name !== 'dm.notify' && kind?.name !== 'dm.cancel')) return false;
    if (!attributesOf(payload).some(({ name }) => this.#names.has(name))) return false;
    this.members.push(said);
    this.#open.asked(said);
    if (kind.name === 'dm.cancel') this.#cancel = new Asked(said);
    return true;
  }

  came(): void {
    // An observation outlives connections.
  }

  leave(): void {
    this.#isOver = true;
  }
}
