/** What is remembered under a key, between its neighbours in age. */
interface Entry<K, V> {
  readonly key: K;
  readonly value: V;
  older: Entry<K, V> | undefined;
  newer: Entry<K, V> | undefined;
}

/**
 * A map that finds and forgets its oldest entry in constant time. A plain `Map` keeps the places of what was deleted for a while, and
 * whoever asks it for the first entry goes over all of them: with ten thousands of entries that takes longer than everything else.
 */
export class OldestFirst<K, V> {
  readonly #entries = new Map<K, Entry<K, V>>();
  #oldest: Entry<K, V> | undefined;
  #newest: Entry<K, V> | undefined;

  get size(): number {
    return this.#entries.size;
  }

  /** The entry that was set before all others. */
  get oldest(): Readonly<Pick<Entry<K, V>, 'key' | 'value'>> | undefined {
    return this.#oldest;
  }

  get(key: K): V | undefined {
    return this.#entries.get(key)?.value;
  }

  /** Sets a value; it is the newest, also when the key was there before. */
  set(key: K, value: V): void {
    this.delete(key);
    const entry: Entry<K, V> = { key, value, older: this.#newest, newer: undefined };
    if (this.#newest === undefined) this.#oldest = entry;
    else this.#newest.newer = entry;
    this.#newest = entry;
    this.#entries.set(key, entry);
  }

  delete(key: K): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    const { older, newer } = entry;
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
    // An entry that has grown old with the garbage collector would keep all that came behind it alive.
    entry.older = undefined;
    entry.newer = undefined;
  }

  clear(): void {
    this.#entries.clear();
    this.#oldest = undefined;
    this.#newest = undefined;
  }
}
