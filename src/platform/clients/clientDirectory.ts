import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { ConnectedClient } from './connectedClient.ts';

/** Every client that is connected now. */
export class ClientDirectory {
  readonly #clients = new Map<string, ConnectedClient>();
  readonly #changed: (device: DeviceName | undefined) => void;

  /** `changed` is called whenever a client comes or goes: with the device or gateway, or without one for an application. */
  constructor(changed: (device: DeviceName | undefined) => void) {
    this.#changed = changed;
  }

  /** All clients, in the order in which they came. */
  all(): readonly ConnectedClient[] {
    return [...this.#clients.values()];
  }

  find(key: string): ConnectedClient | undefined {
    return this.#clients.get(key);
  }

  /** Adds a client; whoever had its key must have ended before. */
  add(client: ConnectedClient): void {
    this.#clients.set(client.traits.key, client);
    this.#changed(client.traits.device);
  }

  remove(client: ConnectedClient): void {
    if (this.#clients.get(client.traits.key) !== client) return;
    this.#clients.delete(client.traits.key);
    this.#changed(client.traits.device);
  }
}
