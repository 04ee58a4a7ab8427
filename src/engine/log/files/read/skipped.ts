/** Lines that could not be read. A file with a few of them is of use without them. */
export class Skipped {
  #count = 0;
  #first = '';

  /** `why` follows the line's number: `is no JSON`. */
  add(line: number, why: string): void {
    if (this.#count++ === 0) this.#first = `line ${line} ${why}`;
  }

  /** What to tell about them; `undefined` when there were none. */
  get text(): string | undefined {
    if (this.#count === 0) return undefined;
    if (this.#count === 1) return `A line could not be read and is left out: ${this.#first}.`;
    return `${this.#count} lines could not be read and are left out; the first: ${this.#first}.`;
  }
}
