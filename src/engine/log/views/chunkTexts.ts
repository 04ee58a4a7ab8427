import type { SoughtText } from '../../../filter/soughtText.ts';
import type { Chunk } from '../../store/chunk.ts';

const beyondAscii = /[\x80-\xff]/g;

/** Which payloads of a chunk hold a text. Looks through all of them at once, when it is first asked. */
export class ChunkTexts {
  readonly #chunk: Chunk;
  readonly #found = new Map<SoughtText, Uint8Array>();
  #bytes: Buffer | undefined;
  /** The bytes, each as one character: a text of ASCII stands in them where it stands in the payload. */
  #letters: string | undefined;

  constructor(chunk: Chunk) {
    this.#chunk = chunk;
  }

  /** Whether the message at an index of the chunk has the text in its payload. */
  has(index: number, text: SoughtText): boolean {
    let found = this.#found.get(text);
    if (found === undefined) {
      found = text.isAscii ? this.#inBytes(text) : this.#decoded(text);
      this.#found.set(text, found);
    }
    return found[index] === 1;
  }

  #inBytes(text: SoughtText): Uint8Array {
    const { length, exact } = text;
    const isWithin = (found: number, end: number): boolean => found + length <= end;
    if (exact === undefined) return this.#marked((from) => text.findIn(this.#lettersOf(), from), isWithin);
    return this.#marked((from) => this.#bytesOf().indexOf(exact, from, 'latin1'), isWithin);
  }

  /** A text beyond ASCII stands only in payloads with bytes beyond ASCII; those are decoded. */
  #decoded(text: SoughtText): Uint8Array {
    const bytes = this.#bytesOf();
    const letters = this.#lettersOf();
    return this.#marked(
      (from) => {
        beyondAscii.lastIndex = from;
        return beyondAscii.exec(letters)?.index ?? -1;
      },
      (_, end, start) => text.isInBytes(bytes.subarray(start, end)),
    );
  }

  /** Marks the messages in which a place that `next` finds is a true one. */
  #marked(next: (from: number) => number, isTrue: (found: number, end: number, start: number) => boolean): Uint8Array {
    const { count, ends } = this.#chunk;
    const marks = new Uint8Array(count);
    let index = 0;
    for (let found = next(0); found !== -1;) {
      while (index < count && (ends[index] ?? 0) <= found) index++;
      if (index === count) break;
      const end = ends[index] ?? 0;
      const isIn = isTrue(found, end, index === 0 ? 0 : (ends[index - 1] ?? 0));
      if (isIn) marks[index] = 1;
      found = next(end);
    }
    return marks;
  }

  #bytesOf(): Buffer {
    return (this.#bytes ??= this.#chunk.payloads());
  }

  #lettersOf(): string {
    return (this.#letters ??= this.#bytesOf().toString('latin1'));
  }
}
