import { Session, type SessionTraits } from './session.ts';
import type { Subscriptions } from './subscriptions.ts';

/** The durable sessions of all clients, connected or not. They live as long as the platform runs. */
export class Sessions {
  readonly #subscriptions: Subscriptions;
  readonly #durable = new Map<string, Session>();

  constructor(subscriptions: Subscriptions) {
    this.#subscriptions = subscriptions;
  }

  /** The session for a new connection: the stored one if there is one and it is wanted, otherwise a new one. */
  open(traits: SessionTraits): { readonly session: Session; readonly present: boolean } {
    const stored = this.#durable.get(traits.clientId);
    if (stored !== undefined && traits.durable) return { session: stored, present: true };
    this.forget(traits.clientId);
    const session = new Session(traits);
    if (traits.durable) this.#durable.set(traits.clientId, session);
    return { session, present: false };
  }

  /** The client of a session is gone; what is not durable ends with it. */
  release(session: Session): void {
    session.detach();
    if (this.#durable.get(session.traits.clientId) !== session) this.#subscriptions.drop(session);
  }

  /** Deletes the stored session of a client. */
  forget(clientId: string): void {
    const stored = this.#durable.get(clientId);
    if (stored === undefined) return;
    this.#durable.delete(clientId);
    this.#subscriptions.drop(stored);
  }
}
