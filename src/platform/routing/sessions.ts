import type { Clock } from '../clock.ts';
import type { SessionStore } from '../store/storage.ts';
import { Session } from './session.ts';
import type { SessionTraits } from './sessionTraits.ts';
import type { Subscriptions } from './subscriptions.ts';

/** The durable sessions of all clients, connected or not. The documents name no time after which one ends, so none does. */
export class Sessions {
  readonly #subscriptions: Subscriptions;
  readonly #store: SessionStore;
  readonly #clock: Clock;
  readonly #durable = new Map<string, Session>();

  constructor(subscriptions: Subscriptions, store: SessionStore, clock: Clock) {
    this.#subscriptions = subscriptions;
    this.#store = store;
    this.#clock = clock;
  }

  /** Takes what an earlier run left. Called once, before anything else. */
  restore(): void {
    for (const stored of this.#store.load()) {
      const session = new Session(stored.traits, { keeper: stored.keeper, clock: this.#clock });
      session.restore(stored);
      this.#durable.set(stored.traits.clientId, session);
      for (const { filter, qos } of stored.subscriptions) this.#subscriptions.add(session, filter, qos);
    }
  }

  /**
   * The session for a new connection: the stored one if there is one and it is wanted, otherwise a new one.
   * @throws Refusal when a durable one is wanted and nothing can be written.
   */
  open(traits: SessionTraits): { readonly session: Session; readonly present: boolean } {
    const stored = this.#durable.get(traits.clientId);
    if (stored !== undefined && traits.durable) return { session: stored, present: true };
    this.forget(traits.clientId);
    if (!traits.durable) return { session: new Session(traits), present: false };
    const session = new Session(traits, { keeper: this.#store.create(traits), clock: this.#clock });
    this.#durable.set(traits.clientId, session);
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
    stored.forget();
    this.#subscriptions.drop(stored);
  }
}
