/** Lines that could not be read. A file with a few of them is of use without them. */
export class Skipped {
  #count = 0;
  #first = '';
  #cut = '';

  /** `why` follows the line's number: `is no JSON`. */
  add(line: number, why: string): void {
    if (this.#count++ === 0) this.#first = `line ${line} ${why}`;
  }

  /** The last line is there in part. */
  cut(line: number): void {
    this.#cut = `The file ends in the middle of line ${line}, which is left out.`;
  }

  /** What to tell about them; nothing when there were none. */
  get notice(): { readonly notice?: string } {
    const texts = [this.#lines, this.#cut].filter((text) => text !== '');
    return texts.length === 0 ? {} : { notice: texts.join(' ') };
  }

  get #lines(): string {
    if (this.#count === 0) return '';
    if (this.#count === 1) return `A line could not be read and is left out: ${this.#first}.`;
    return `${this.#count} lines could not be read and are left out; the first: ${this.#first}.`;
  }
}
