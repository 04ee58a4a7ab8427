import type * as vscode from 'vscode';

const key = 'connections.agreed';

/** More are hardly those of devices that somebody still connects as. */
const mostKept = 500;

/** What the user agreed to once: to connect as a certain client at a certain place, whoever is pushed out. */
export class Agreements {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  has(what: string): boolean {
    return this.#all().includes(what);
  }

  async add(what: string): Promise<void> {
    await this.#state.update(key, [what, ...this.#all().filter((other) => other !== what)].slice(0, mostKept));
  }

  #all(): readonly string[] {
    const kept = this.#state.get<unknown>(key);
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  }
}
