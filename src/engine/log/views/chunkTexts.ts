import type { SoughtText } from '../../../filter/soughtText.ts';
import { startOf, type Chunk } from '../../store/chunk.ts';
import { stretchEnd } from './stretch.ts';

/** Finds the next place from one on; -1 when there is none. Places count from the start of a piece. */
type Finder = (from: number) => number;

/** Payloads that follow each other, as they are looked through together. */
interface Piece {
  /** The first message, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  /** Where their payloads lie in the chunk. */
  readonly start: number;
  readonly end: number;
}

/** What is known about a message; 0 as long as nobody looked. */
const absent = 1;
const present = 2;

const beyondAscii = /[\x80-\xff]/g;

/** Which payloads of a chunk hold a text. Looks through many of them together when it is first asked about one. */
export class ChunkTexts {
  readonly #chunk: Chunk;
  readonly #known = new Map<SoughtText, Uint8Array>();
  #pieces: readonly Piece[] | undefined;

  constructor(chunk: Chunk) {
    this.#chunk = chunk;
  }

  /** Whether the message at an index of the chunk has the text in its payload. */
  has(index: number, text: SoughtText): boolean {
    let known = this.#known.get(text);
    if (known === undefined) {
      known = new Uint8Array(this.#chunk.count);
      this.#known.set(text, known);
    }
    if (known[index] === 0) this.#look(this.#pieceOf(index), text, known);
    return known[index] === present;
  }

  /** Finds out about all messages of a piece. */
  #look(piece: Piece, text: SoughtText, known: Uint8Array): void {
    const bytes = this.#chunk.payloads();
    const next = finderOf(text, bytes, piece);
    known.fill(absent, piece.from, piece.to);
    let index = piece.from;
    for (let found = next(0); found !== -1;) {
      const at = piece.start + found;
      while (index < piece.to && this.#endOf(index) <= at) index++;
      if (index === piece.to) return;
      const end = this.#endOf(index);
      // A text beyond ASCII stands only in payloads with bytes beyond ASCII; those are decoded.
      const isIn = text.isAscii ? at + text.length <= end : text.isInBytes(bytes.subarray(this.#startOf(index), end));
      if (isIn) known[index] = present;
      found = next(end - piece.start);
    }
  }

  #pieceOf(index: number): Piece {
    const pieces = (this.#pieces ??= this.#cut());
    const piece = pieces.find(({ to }) => index < to);
    if (piece === undefined) throw new RangeError(`The chunk has no message ${index}`);
    return piece;
  }

  #cut(): readonly Piece[] {
    const pieces: Piece[] = [];
    for (let from = 0; from < this.#chunk.count;) {
      const to = stretchEnd(this.#chunk, from);
      pieces.push({ from, to, start: this.#startOf(from), end: this.#endOf(to - 1) });
      from = to;
    }
    return pieces;
  }

  #startOf(index: number): number {
    return startOf(this.#chunk.ends, index);
  }

  #endOf(index: number): number {
    return this.#chunk.ends[index] ?? 0;
  }
}

/** Finds the places where a payload of a piece may hold the text. */
function finderOf(text: SoughtText, bytes: Buffer, { start, end }: Piece): Finder {
  // Each byte as one character: a text of ASCII stands in them where it stands in the payload.
  const letters = bytes.toString('latin1', start, end);
  if (text.isAscii) return (from) => text.findIn(letters, from);
  return (from) => {
    beyondAscii.lastIndex = from;
    return beyondAscii.exec(letters)?.index ?? -1;
  };
}
