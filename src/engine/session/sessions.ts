import type { SessionSettings, SessionState } from '../../rpc/engineContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { Session, type SessionSurroundings } from './session.ts';

/** What all sessions work with; `changed` hears the states of all of them. */
export interface SessionsOptions extends Omit<SessionSurroundings, 'changed'> {
  readonly changed: (states: readonly SessionState[]) => void;
}

/** The engine's sessions, one per profile. One that has ended stays, with its reason, until it is disconnected or replaced. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #all = new Map<string, Session>();

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /**
   * Begins a session and resolves when it is ready. One that waits to connect again is replaced.
   * @throws Refusal naming why it is not.
   */
  async connect(settings: SessionSettings, token: string): Promise<void> {
    const before = this.#all.get(settings.id);
    const phase = before?.state.phase;
    if (phase === 'connected' || phase === 'connecting') throw alreadyOpen;
    const session = new Session(settings, token, { ...this.#options, changed: () => this.#changed() });
    this.#all.set(settings.id, session);
    await before?.stop();
    await session.start();
  }

  /** Ends a session and forgets it. */
  async disconnect(id: string): Promise<void> {
    const session = this.#all.get(id);
    if (session === undefined) return;
    this.#all.delete(id);
    await session.stop();
    this.#changed();
  }

  /** @throws Refusal when there is none. */
  get(id: string): Session {
    const session = this.#all.get(id);
    if (session === undefined) throw notConnected;
    return session;
  }

  /** Ends all sessions. */
  async stop(): Promise<void> {
    await Promise.all([...this.#all.keys()].map((id) => this.disconnect(id)));
  }

  #changed(): void {
    this.#options.changed([...this.#all.values()].map(({ state }) => state));
  }
}

const alreadyOpen = new Refusal('This connection is open already.', {
  rule: 'one connection per profile: a second one would push the first out',
  advice: 'Disconnect it first.',
});

const notConnected = new Refusal('This connection is not open.', {
  rule: 'only a connected client can publish',
  advice: 'Connect it first.',
});
