const leastRoom = 1_024;

/** Numbers of messages in rising order; a million of them take 8 MB. */
export class SeqList {
  #items = new Float64Array(leastRoom);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** The number at an index that exists. */
  at(index: number): number {
    return this.#items[this.#start + index] ?? 0;
  }

  /** The numbers at the indices `from` up to `to`. */
  slice(from: number, to: number): Float64Array {
    return this.#items.slice(this.#start + from, Math.min(this.#start + to, this.#end));
  }

  /** Adds a number that is greater than all others. */
  push(seq: number): void {
    if (this.#end === this.#items.length) this.#makeRoom();
    this.#items[this.#end++] = seq;
  }

  /** The index of a number, or of the next one above it. */
  indexOf(seq: number): number {
    let [low, high] = [this.#start, this.#end];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#items[middle] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low - this.#start;
  }

  has(seq: number): boolean {
    const index = this.indexOf(seq);
    return index < this.length && this.at(index) === seq;
  }

  /** Forgets the numbers below `seq`, and gives how many those were. */
  dropBefore(seq: number): number {
    const count = this.indexOf(seq);
    this.#start += count;
    return count;
  }

  /** Takes numbers away and adds others, which are in rising order; takes one pass from the first of all these on. */
  change(gone: ReadonlySet<number>, come: readonly number[]): void {
    let least = come[0] ?? Infinity;
    for (const seq of gone) least = Math.min(least, seq);
    const from = this.indexOf(least);
    const tail = this.slice(from, this.length);
    this.#end = this.#start + from;
    let next = 0;
    for (const seq of tail) {
      for (let added = come[next]; added !== undefined && added < seq; added = come[++next]) this.push(added);
      if (!gone.has(seq)) this.push(seq);
    }
    for (; next < come.length; next++) this.push(come[next] ?? 0);
  }

  /** Moves to the front what is left, into twice the room when that is more than half full. */
  #makeRoom(): void {
    const { length } = this;
    const items = new Float64Array(Math.max(leastRoom, length * 2));
    items.set(this.#items.subarray(this.#start, this.#end));
    this.#items = items;
    this.#start = 0;
    this.#end = length;
  }
}
