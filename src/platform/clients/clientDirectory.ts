import type { ConnectedClient } from './connectedClient.ts';

/** Every client that is connected now. */
export class ClientDirectory {
  readonly #clients = new Map<string, ConnectedClient>();
  readonly #changed: () => void;

  /** `changed` is called whenever a client comes or goes. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  find(key: string): ConnectedClient | undefined {
    return this.#clients.get(key);
  }

  /** Adds a client; whoever had its key must have ended before. */
  add(client: ConnectedClient): void {
    this.#clients.set(client.traits.key, client);
    this.#changed();
  }

  remove(client: ConnectedClient): void {
    if (this.#clients.get(client.traits.key) !== client) return;
    this.#clients.delete(client.traits.key);
    this.#changed();
  }
}
