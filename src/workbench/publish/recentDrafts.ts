import type * as vscode from 'vscode';
import { isSameMessage, type Draft } from './draft.ts';

const kept = 20;

/** VS Code holds workspace state in memory: of many large payloads only the latest are worth it. */
const keptCharacters = 400_000;

/** The messages sent last, the latest first, each once with what it carried last; kept in workspace state. */
export class RecentDrafts {
  readonly #state: vscode.Memento;
  readonly #key: string;

  /** `what` keeps events and commands apart. */
  constructor(state: vscode.Memento, what: 'events' | 'commands') {
    this.#state = state;
    this.#key = `recent.${what}`;
  }

  all(): readonly Draft[] {
    return this.#state.get<readonly Draft[]>(this.#key, []);
  }

  async add(draft: Draft): Promise<void> {
    const others = this.all().filter((other) => !isSameMessage(other, draft));
    let room = keptCharacters;
    const fits = [draft, ...others].slice(0, kept).filter(({ payload }) => (room -= payload.length) >= 0);
    await this.#state.update(this.#key, fits);
  }
}
