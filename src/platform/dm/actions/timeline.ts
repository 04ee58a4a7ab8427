import type { ActionEntry } from '../../../rpc/device/actionState.ts';

/** How many entries are kept of one action; a device may report its state without end. */
const mostEntries = 200;

/** What happened in an action, in order. The first entries and the latest stay; what is dropped in between is counted. */
export class Timeline {
  readonly #first: ActionEntry[] = [];
  readonly #latest: ActionEntry[] = [];
  #dropped = 0;

  get entries(): readonly ActionEntry[] {
    const [next] = this.#latest;
    if (this.#dropped === 0 || next === undefined) return [...this.#first, ...this.#latest];
    const gap: ActionEntry = { time: next.time, direction: 'none', text: `${this.#dropped} entries before this are not kept.` };
    return [...this.#first, gap, ...this.#latest];
  }

  add(entry: ActionEntry): void {
    if (this.#first.length < mostEntries / 2) {
      this.#first.push(entry);
      return;
    }
    this.#latest.push(entry);
    if (this.#latest.length <= mostEntries / 2) return;
    this.#latest.shift();
    this.#dropped++;
  }
}
