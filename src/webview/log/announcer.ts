import { Pace } from '../../rpc/pace.ts';
import { countOf } from '../text/figures.ts';

/** How often a screen reader is told of new messages at most, in milliseconds. */
const everyMs = 5_000;

/** Tells a screen reader how many messages came while the list does not follow them, politely and now and then. */
export class Announcer {
  readonly element = document.createElement('div');
  readonly #pace = new Pace(() => this.#say(), everyMs);
  #newRows = 0;

  constructor() {
    this.element.className = 'unseen';
    this.element.role = 'status';
    this.element.ariaLive = 'polite';
  }

  newRows(newRows: number): void {
    if (newRows === this.#newRows) return;
    this.#newRows = newRows;
    if (newRows === 0) this.element.textContent = '';
    else this.#pace.poke();
  }

  #say(): void {
    if (this.#newRows > 0) this.element.textContent = countOf(this.#newRows, 'new message');
  }
}
