/** Something that can be stopped. */
export interface Closable {
  dispose(): unknown;
}

/** The one owner of things that stop. Closing runs backwards; what is added after closing is closed at once. */
export class Bin implements Closable {
  #held: Closable[] | undefined = [];

  add<T extends Closable>(thing: T): T {
    if (this.#held === undefined) thing.dispose();
    else this.#held.push(thing);
    return thing;
  }

  dispose(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const thing of held.toReversed()) thing.dispose();
  }
}
