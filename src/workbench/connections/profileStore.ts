import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../profiles/profile.ts';

/** Reads a profile of this version or of an earlier one; a text says why it is none. */
export type ReadProfile = (kept: unknown) => ConnectionProfile | string;

const key = 'connections';

/** The connection profiles, kept in global state; they hold no secrets. What cannot be read stays kept as it is. */
export class ProfileStore {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  #read: ReadProfile | undefined;
  readonly onChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** Whether anything is kept; to be known before it can be read. */
  get isEmpty(): boolean {
    return this.#kept().length === 0;
  }

  /** There are no profiles before it is known how to read them. */
  readBy(read: ReadProfile): void {
    this.#read = read;
    this.#changed.fire();
  }

  /** In the user's order. Another window may have changed them, so they are never kept in memory. */
  all(): readonly ConnectionProfile[] {
    return this.#readings().filter((profile) => typeof profile !== 'string');
  }

  /** Why some of what is kept is no profile. */
  faults(): readonly string[] {
    return this.#readings().filter((reading) => typeof reading === 'string');
  }

  find(id: string): ConnectionProfile | undefined {
    return this.all().find((profile) => profile.id === id);
  }

  /** Adds profiles, or replaces those with the same IDs. */
  async put(...profiles: readonly ConnectionProfile[]): Promise<void> {
    let kept = this.#kept();
    for (const profile of profiles) {
      const at = kept.findIndex((other) => idOf(other) === profile.id);
      kept = at < 0 ? [...kept, profile] : kept.with(at, profile);
    }
    await this.#save(kept);
  }

  async remove(id: string): Promise<void> {
    await this.#save(this.#kept().filter((kept) => idOf(kept) !== id));
  }

  /** Puts one before another, or behind all. */
  async move(id: string, before: string | undefined): Promise<void> {
    const moved = this.#kept().find((kept) => idOf(kept) === id);
    if (moved === undefined || id === before) return;
    const others = this.#kept().filter((kept) => idOf(kept) !== id);
    const at = others.findIndex((kept) => idOf(kept) === before);
    await this.#save(others.toSpliced(at < 0 ? others.length : at, 0, moved));
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #readings(): readonly (ConnectionProfile | string)[] {
    const read = this.#read;
    return read === undefined ? [] : this.#kept().map((kept) => read(kept));
  }

  #kept(): readonly unknown[] {
    const kept = this.#state.get<unknown>(key);
    return Array.isArray(kept) ? kept : [];
  }

  async #save(kept: readonly unknown[]): Promise<void> {
    await this.#state.update(key, kept);
    this.#changed.fire();
  }
}

function idOf(kept: unknown): unknown {
  return typeof kept === 'object' && kept !== null && 'id' in kept ? kept.id : undefined;
}
