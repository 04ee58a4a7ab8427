import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../wiotp/profile.ts';

const key = 'connections';

/** The connection profiles, kept in global state; they hold no secrets. */
export class ProfileStore {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  all(): readonly ConnectionProfile[] {
    return this.#state.get<readonly ConnectionProfile[]>(key, []);
  }

  find(id: string): ConnectionProfile | undefined {
    return this.all().find((profile) => profile.id === id);
  }

  /** Adds a profile, or replaces the one with the same ID. */
  async put(profile: ConnectionProfile): Promise<void> {
    const others = this.all();
    const at = others.findIndex((other) => other.id === profile.id);
    await this.#save(at < 0 ? [...others, profile] : others.with(at, profile));
  }

  async remove(id: string): Promise<void> {
    await this.#save(this.all().filter((profile) => profile.id !== id));
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #save(profiles: readonly ConnectionProfile[]): Promise<void> {
    await this.#state.update(key, profiles);
    this.#changed.fire();
  }
}
