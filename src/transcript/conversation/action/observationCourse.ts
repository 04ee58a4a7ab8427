import { attributesOf } from '../attributes.ts';
import { rcOf, succeeded } from '../exchange.ts';
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
  #cancel: number | undefined;
  #isOver = false;
  #isCancelled = false;

  constructor(observe: Said) {
    this.#names = new Set(attributesOf(observe.event.payload).map(({ name }) => name));
    this.title = ['Observation', [...this.#names].slice(0, mostNames).join(', ')].filter((part) => part !== '').join(' of ');
    this.members = [observe];
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
    return this.#isOver && this.#isCancelled;
  }

  answered(answer: Said, request: Said): void {
    if (this.#isOver) return;
    this.members.push(answer);
    this.#open.answered(request.event.id);
    if (request.event.id === this.#cancel) {
      this.#isOver = true;
      this.#isCancelled = succeeded({ rc: rcOf(answer.event) });
    }
    if (request.event.kind?.name === 'dm.observe' && !succeeded({ rc: rcOf(answer.event) })) this.#isOver = true;
  }

  strayed(answer: Said): void {
    if (!this.#isOver) this.members.push(answer);
  }

  takes(said: Said): boolean {
    const { kind, payload, id } = said.event;
    if (this.#isOver || (kind?.name !== 'dm.notify' && kind?.name !== 'dm.cancel')) return false;
    if (!attributesOf(payload).some(({ name }) => this.#names.has(name))) return false;
    this.members.push(said);
    this.#open.asked(said);
    if (kind.name === 'dm.cancel') this.#cancel = id;
    return true;
  }

  came(): void {
    // An observation outlives connections.
  }

  leave(): void {
    this.#isOver = true;
  }
}
