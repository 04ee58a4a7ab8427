import type { SeenAt } from '../../../rpc/log/traffic.ts';
import { Deliveries, type Delivery } from '../../../transcript/conversation/endless/deliveries.ts';
import { OldestFirst } from './oldestFirst.ts';

/** Somebody's message as it was delivered, and where that was seen. */
export interface ClientDelivery extends Delivery {
  readonly at: SeenAt;
  readonly clientId: string;
}

/** So many clients are remembered; who was silent for longest is forgotten. */
const mostClients = 2000;

/** Knows the latest messages of each client, at each place where it is seen, again when they are delivered once more. */
export class ClientDeliveries {
  readonly #clients = new OldestFirst<string, Deliveries>();

  /** Takes a delivery in its order, and tells whether it is another one of a message that came before. */
  take(delivery: ClientDelivery): boolean {
    const key = `${delivery.at} ${delivery.clientId}`;
    const latest = this.#clients.get(key) ?? new Deliveries();
    this.#clients.set(key, latest);
    const { oldest } = this.#clients;
    if (oldest !== undefined && this.#clients.size > mostClients) this.#clients.delete(oldest.key);
    return latest.take(delivery);
  }

  /** Forgets all messages. */
  clear(): void {
    this.#clients.clear();
  }
}
