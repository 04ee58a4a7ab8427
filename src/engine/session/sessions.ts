import type { Secrets } from '../../profiles/secrets.ts';
import type { SessionSettings } from '../../profiles/sessionSettings.ts';
import type { ReplyRule } from '../../replies/replyRule.ts';
import type { SessionState } from '../../rpc/session/sessionState.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { checkTopics } from './publishRules.ts';
import { Session, type SessionSurroundings } from './session.ts';

/** What all sessions work with; `changed` hears the states of all of them. */
export interface SessionsOptions extends Omit<SessionSurroundings, 'changed' | 'nameConnection'> {
  readonly changed: (states: readonly SessionState[]) => void;
}

/**
 * The engine's sessions, one per profile. One that has ended by itself stays, with its reason, until it is disconnected or replaced; one
 * that holds messages which could not be delivered stays until they are discarded, or a new session of the profile takes them over.
 */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #all = new Map<string, Session>();
  /** Disconnected by the user, and here only because of what they could not deliver. */
  readonly #left = new Set<Session>();
  /** How many network connections each profile has had. */
  readonly #connections = new Map<string, number>();
  #replies: readonly ReplyRule[] = [];

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /**
   * Begins a session and resolves when it is ready. One that waits to connect again is replaced.
   * @throws Refusal naming why it is not. Nothing has changed when the platform would refuse a topic of the settings, or when the
   * connection is open already.
   */
  async connect(settings: SessionSettings, secrets: Secrets): Promise<void> {
    const before = this.#all.get(settings.id);
    if (before?.phase === 'connected' || before?.phase === 'connecting') throw alreadyOpen();
    checkTopics(settings);
    const stopping = before?.stop();
    if (before !== undefined) this.#left.delete(before);
    const surroundings = { ...this.#options, nameConnection: () => this.#nextName(settings.id), changed: () => this.#changed() };
    const session = new Session(settings, secrets, surroundings, before?.undelivered);
    session.setReplies(this.#replies);
    this.#all.set(settings.id, session);
    await session.start(stopping);
  }

  /** The rules of all replies files, for sessions that are and those to come. */
  setReplies(rules: readonly ReplyRule[]): void {
    this.#replies = rules;
    for (const session of this.#all.values()) session.setReplies(rules);
  }

  /** Ends a session and forgets it, unless there are messages that it could not deliver. */
  async disconnect(id: string): Promise<void> {
    const session = this.#all.get(id);
    if (session === undefined) return;
    const stopping = session.stop();
    this.#left.add(session);
    this.#forgetIfEmpty(id, session);
    await stopping;
  }

  /** Forgets what a session could not deliver, and a session that was kept only for that. @throws Refusal when there is none. */
  discardUndelivered(id: string): void {
    const session = this.get(id);
    session.discardUndelivered();
    this.#forgetIfEmpty(id, session);
  }

  /** @throws Refusal when there is none. */
  get(id: string): Session {
    const session = this.#all.get(id);
    if (session === undefined) throw notOpen();
    return session;
  }

  /** Ends all sessions. */
  async stop(): Promise<void> {
    await Promise.all([...this.#all.keys()].map((id) => this.disconnect(id)));
  }

  #nextName(id: string): string {
    const number = (this.#connections.get(id) ?? 0) + 1;
    this.#connections.set(id, number);
    return `${id}#${number}`;
  }

  #forgetIfEmpty(id: string, session: Session): void {
    if (!this.#left.has(session) || session.undelivered.length > 0) return;
    this.#left.delete(session);
    this.#all.delete(id);
    this.#changed();
  }

  #changed(): void {
    this.#options.changed([...this.#all.values()].map(({ state }) => state));
  }
}

function alreadyOpen(): Refusal {
  return new Refusal('This connection is open already.', {
    rule: 'one connection per profile: a second one would push the first out',
    advice: 'Disconnect it first.',
  });
}

function notOpen(): Refusal {
  return new Refusal('This connection is not open.', {
    rule: 'a profile has a connection from when it is connected until it is disconnected',
    advice: 'Connect it first.',
  });
}
