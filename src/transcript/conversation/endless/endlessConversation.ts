import type { Qos } from '../../../wiotp/message.ts';
import { Conversation, type Granted, type Turn } from '../conversation.ts';
import type { MessageEvent } from '../event.ts';
import { none, type Findings } from '../finding.ts';
import { Essentials } from './essentials.ts';
import { connectionEventOf, type Happening } from './happening.ts';

/** How much a conversation remembers, in characters, before it begins anew with what is essential. */
const mostWeight = 100_000;

/** How heavy a message may be that is remembered as essential: those of honest devices are far below. */
const heaviestEssential = 4000;

/** How many requests that nobody waits for any more are remembered. */
const mostGivenUp = 500;

/**
 * Follows a conversation that has no end, with bounded memory. One that is joined in its middle, or with a session that went on from
 * before, counts as connected and subscribed to everything. Until the client begins a new session, nothing is said
 * that something before could refute; the same when it has begun anew itself.
 */
export class EndlessConversation {
  readonly #granted: Omit<Granted, 'connected'>;
  readonly #essentials = new Essentials();
  /** Of these the conversation is told again when it begins anew. */
  readonly #givenUp = new Set<number>();
  #conversation: Conversation | undefined;
  /** Whether the client had a session when it was seen first, with subscriptions that nobody knows. */
  #hadSession = false;
  /** Whether nothing that matters can have gone before what is remembered. */
  #isWhole = false;
  /** Whether every observation was seen to begin: they outlive sessions, so that takes a client that was seen from its first session on. */
  #knowsObservations = false;
  #isJoined: boolean;
  #weight = 0;

  /** `isJoined`: there was more before, which is not told. */
  constructor(granted: Pick<Granted, 'client' | 'managed' | 'own'>, isJoined = false) {
    this.#granted = { ...granted, isWhole: () => this.#isWhole, knowsObservations: () => this.#knowsObservations };
    this.#isJoined = isJoined;
  }

  /** How much is remembered, in characters, roughly. */
  get weight(): number {
    return this.#weight + this.#essentials.weight;
  }

  /**
   * Takes a message of Device Management; `payloadWeight` is how much its payload weighs, see `slimPayload`. Another delivery of a message,
   * which `Deliveries` knows, means nothing new and does not belong here.
   */
  message(event: MessageEvent, payloadWeight: number): Turn {
    const weight = payloadWeight + event.topic.length;
    this.#weigh(weight);
    const isLight = weight <= heaviestEssential;
    if (isLight) this.#essentials.message(event, weight);
    const turn = this.#begun(true).take(event);
    if (turn.answers === undefined) return turn;
    this.#givenUp.delete(turn.answers.event);
    if (isLight) this.#essentials.answered(turn.answers.event, event, weight);
    return turn;
  }

  /** Takes what happened to the connection, under the number by which the caller knows it. */
  connection(id: number, { kind, code, cleanSession, sessionPresent, filter, qos }: Happening): Findings {
    // The client itself has connected anew: the conversation tells that from the second opening.
    if (kind === 'connection.closed' && code === 288) return none;
    const name = connectionEventOf(kind);
    if (name === undefined) return none;
    const isFirst = this.#conversation === undefined;
    if (isFirst && name !== 'open') {
      // Who goes, or subscribes, has come before.
      if (name !== 'refused') this.#isJoined = true;
      return none;
    }
    const resumes = isFirst && sessionPresent === true;
    const conversation = this.#begun(resumes);
    if (resumes) return none;
    if (name === 'open' && (cleanSession === true || sessionPresent === false)) {
      this.#isWhole = true;
      this.#knowsObservations ||= isFirst && !this.#isJoined;
    }
    const event = {
      type: 'connection',
      id,
      event: name,
      ...(cleanSession === undefined ? {} : { cleanSession }),
      ...(filter === undefined ? {} : { filter }),
      ...(qos === undefined ? {} : { qos: qos as Qos }),
    } as const;
    this.#essentials.connection(event);
    return conversation.take(event).findings;
  }

  /** Nobody waits any more for the answer to the request that has this number. */
  giveUp(request: number): void {
    this.#conversation?.giveUp(request);
    this.#givenUp.add(request);
    const [oldest] = this.#givenUp;
    if (oldest !== undefined && this.#givenUp.size > mostGivenUp) this.#givenUp.delete(oldest);
  }

  /** What is missing if nothing more happens. */
  missing(): Findings {
    return this.#conversation?.end() ?? none;
  }

  /** The conversation, which begins with the first event. */
  #begun(connected: boolean): Conversation {
    if (this.#conversation !== undefined) return this.#conversation;
    this.#hadSession = connected;
    return this.#beginAnew();
  }

  #beginAnew(): Conversation {
    this.#conversation = new Conversation({ ...this.#granted, connected: this.#hadSession });
    return this.#conversation;
  }

  /** Begins anew when too much is remembered. What is wrong with the essentials was told when they came. */
  #weigh(weight: number): void {
    this.#weight += weight;
    if (this.#weight <= mostWeight || this.#conversation === undefined) return;
    this.#weight = weight;
    this.#isWhole = false;
    this.#knowsObservations = false;
    const conversation = this.#beginAnew();
    for (const event of this.#essentials.replay()) conversation.take(event);
    for (const request of this.#givenUp) conversation.giveUp(request);
  }
}
