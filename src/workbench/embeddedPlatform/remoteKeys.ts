import type * as vscode from 'vscode';
import type { RemoteControl } from '../../rpc/engineContract.ts';

const lastKey = 'platform.lastAttached';

/** The keys of platforms elsewhere, in the secret store only, and the address that was given last. */
export class RemoteKeys {
  readonly #secrets: vscode.SecretStorage;
  readonly #state: vscode.Memento;

  constructor(secrets: vscode.SecretStorage, state: vscode.Memento) {
    this.#secrets = secrets;
    this.#state = state;
  }

  lastUrl(): string | undefined {
    return this.#state.get<string>(lastKey);
  }

  async keyOf(url: string): Promise<string | undefined> {
    return this.#secrets.get(secretName(url));
  }

  async keep({ url, key }: RemoteControl): Promise<void> {
    await this.#secrets.store(secretName(url), key);
    await this.#state.update(lastKey, url);
  }

  async forget(url: string): Promise<void> {
    await this.#secrets.delete(secretName(url));
  }
}

function secretName(url: string): string {
  return `platform/${url}/key`;
}
