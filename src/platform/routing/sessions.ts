import type { Clock } from '../../rpc/node/clock.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { SessionStore } from '../store/storage.ts';
import { Session, type Keeping } from './session.ts';
import type { SessionTraits } from './sessionTraits.ts';
import type { Subscriptions } from './subscriptions.ts';
import { WaitingTotal } from './waitingTotal.ts';

/** How many durable sessions there may be, connected or not; the documents name no limit of this kind. */
export const maxDurableSessions = 5000;

/** The durable sessions of all clients, connected or not. The documents name no time after which one ends, so none does. */
export class Sessions {
  readonly #subscriptions: Subscriptions;
  readonly #store: SessionStore;
  readonly #clock: Clock;
  readonly #total: WaitingTotal;
  readonly #durable = new Map<string, Session>();

  /** `total` counts what waits together with what others hold. */
  constructor(subscriptions: Subscriptions, store: SessionStore, clock: Clock, total = new WaitingTotal()) {
    this.#subscriptions = subscriptions;
    this.#store = store;
    this.#clock = clock;
    this.#total = total;
  }

  /** Takes what an earlier run left. Called once, before anything else. */
  restore(): void {
    for (const stored of this.#store.load()) {
      const session = new Session(stored.traits, { keeper: stored.keeper, clock: this.#clock }, this.#total);
      this.#total.join(session);
      session.restore(stored);
      this.#durable.set(stored.traits.clientId, session);
      for (const { filter, qos } of stored.subscriptions) this.#subscriptions.add(session, filter, qos);
    }
  }

  /**
   * The session for a new connection: the stored one if there is one and it is wanted, otherwise a new one.
   * @throws Refusal when a durable one is wanted and nothing can be written, with code 3 when there are too many.
   */
  open(traits: SessionTraits): { readonly session: Session; readonly present: boolean } {
    const stored = this.#durable.get(traits.clientId);
    if (stored !== undefined && traits.durable) return { session: stored, present: true };
    this.forget(traits.clientId);
    const session = new Session(traits, traits.durable ? this.#keep(traits) : undefined, this.#total);
    if (traits.durable) this.#durable.set(traits.clientId, session);
    this.#total.join(session);
    return { session, present: false };
  }

  /** The client of a session is gone; what is not durable ends with it. */
  release(session: Session): void {
    session.detach();
    if (this.#durable.get(session.traits.clientId) !== session) this.#end(session);
  }

  /** Deletes the stored session of a client. */
  forget(clientId: string): void {
    const stored = this.#durable.get(clientId);
    if (stored === undefined) return;
    this.#durable.delete(clientId);
    this.#end(stored);
  }

  #keep(traits: SessionTraits): Keeping {
    if (this.#durable.size >= maxDurableSessions) throw tooMany();
    return { keeper: this.#store.create(traits), clock: this.#clock };
  }

  #end(session: Session): void {
    session.forget();
    this.#total.leave(session);
    this.#subscriptions.drop(session);
  }
}

function tooMany(): Refusal {
  return new Refusal(`The platform keeps ${maxDurableSessions} durable sessions already, connected or not.`, {
    rule: 'durable sessions are kept until their client connects with clean session true',
    advice: 'Connect with clean session true, also with the client IDs that are no longer used.',
    code: 3,
  });
}
