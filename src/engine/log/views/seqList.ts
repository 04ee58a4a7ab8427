const wordBits = 32;
const blockWords = 128;
const blockSeqs = wordBits * blockWords;

/** A bit for each number of a stretch. */
interface Block {
  readonly words: Uint32Array;
  count: number;
  /** How many numbers the blocks before this one hold. */
  before: number;
}

/**
 * Numbers of messages in rising order. They are bits over the stretch from the least to the greatest: a million messages take
 * 130 kB whether all of them are in the list or few.
 */
export class SeqList {
  /** Without gaps; each begins at a multiple of its length. */
  #blocks: Block[] = [];
  /** Which multiple the first block begins at. */
  #first = 0;

  get length(): number {
    const last = this.#blocks.at(-1);
    return last === undefined ? 0 : last.before + last.count;
  }

  /** The numbers at the indices `from` up to `to`. */
  slice(from: number, to: number): Float64Array {
    const items = new Float64Array(Math.max(0, Math.min(to, this.length) - from));
    let filled = 0;
    for (let at = this.#blockAt(from); filled < items.length; at++) {
      const { words, before } = this.#blocks[at] ?? newBlock(this.length);
      const start = (this.#first + at) * blockSeqs;
      let index = before;
      for (let word = 0; word < blockWords && filled < items.length; word++) {
        for (let rest = words[word] ?? 0; rest !== 0 && filled < items.length; rest &= rest - 1, index++) {
          if (index >= from) items[filled++] = start + word * wordBits + lowestBit(rest);
        }
      }
    }
    return items;
  }

  /** Adds a number that is greater than all others. */
  push(seq: number): void {
    this.#turn(seq);
  }

  /** The index of a number, or of the next one above it. */
  indexOf(seq: number): number {
    const at = blockOf(seq) - this.#first;
    const block = this.#blocks[at];
    if (block === undefined) return at < 0 ? 0 : this.length;
    const place = placeOf(seq);
    const last = Math.floor(place / wordBits);
    let count = block.before;
    for (let word = 0; word < last; word++) count += bitsIn(block.words[word] ?? 0);
    return count + bitsIn((block.words[last] ?? 0) & ((1 << (place % wordBits)) - 1));
  }

  has(seq: number): boolean {
    const word = this.#blocks[blockOf(seq) - this.#first]?.words[Math.floor(placeOf(seq) / wordBits)] ?? 0;
    return ((word >>> (placeOf(seq) % wordBits)) & 1) === 1;
  }

  /** Forgets the numbers below `seq`, and gives how many those were. */
  dropBefore(seq: number): number {
    const count = this.indexOf(seq);
    const gone = Math.min(this.#blocks.length, Math.max(0, blockOf(seq) - this.#first));
    this.#blocks.splice(0, gone);
    this.#first += gone;
    if (count === 0) return 0;
    for (let below = this.#first * blockSeqs; below < seq && this.#blocks.length > 0; below++) if (this.has(below)) this.#turn(below);
    this.#countAnew();
    return count;
  }

  /** Takes numbers away and adds others. */
  change(gone: Iterable<number>, come: Iterable<number>): void {
    for (const seq of gone) if (this.has(seq)) this.#turn(seq);
    for (const seq of come) if (!this.has(seq)) this.#turn(seq);
    this.#countAnew();
  }

  /** Takes a number in, or away if it is there; the counts before other blocks are not true any more unless it is the greatest. */
  #turn(seq: number): void {
    const block = this.#blockFor(blockOf(seq));
    const place = placeOf(seq);
    const word = Math.floor(place / wordBits);
    const bit = 1 << (place % wordBits);
    const now = (block.words[word] ?? 0) ^ bit;
    block.words[word] = now;
    block.count += (now & bit) === 0 ? -1 : 1;
  }

  /** A block by its multiple; there are blocks up to it then. */
  #blockFor(multiple: number): Block {
    if (this.#blocks.length === 0) this.#first = multiple;
    while (multiple < this.#first) {
      this.#blocks.unshift(newBlock(0));
      this.#first--;
    }
    for (;;) {
      const block = this.#blocks[multiple - this.#first];
      if (block !== undefined) return block;
      this.#blocks.push(newBlock(this.length));
    }
  }

  /** Where the block with the number at an index is. */
  #blockAt(index: number): number {
    let [low, high] = [0, this.#blocks.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const { before, count } = this.#blocks[middle] ?? newBlock(0);
      if (before + count <= index) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #countAnew(): void {
    let before = 0;
    for (const block of this.#blocks) {
      block.before = before;
      before += block.count;
    }
  }
}

function newBlock(before: number): Block {
  return { words: new Uint32Array(blockWords), count: 0, before };
}

function blockOf(seq: number): number {
  return Math.floor(seq / blockSeqs);
}

/** Which of its block's bits a number is. */
function placeOf(seq: number): number {
  return seq - blockOf(seq) * blockSeqs;
}

function lowestBit(word: number): number {
  return wordBits - 1 - Math.clz32(word & -word);
}

/** How many bits of a word are set. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
