import type { SessionState } from '../../rpc/session/sessionState.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import { isRefusal, Refusal, refusalText } from '../../wiotp/refusal.ts';
import { BackOff } from './backOff.ts';
import type { ConnectionEnd } from './endings.ts';
import { isFinalRefusal } from './finalRefusal.ts';
import type { MqttConnection } from './mqttConnection.ts';
import { answeredPacket, RepeatedLoss } from './repeatedLoss.ts';
import { clockTime, fightText, TakeoverFight } from './takeoverFight.ts';

/** What a lifeline works with. */
export interface LifelineOptions {
  /** For explanations. */
  readonly clientId: string;
  readonly clock: Clock;
  readonly random: () => number;
  /** Opens a connection and makes it ready for use. `ended` is called once when it is over, ready or not. */
  readonly open: (signal: AbortSignal, ended: (end: ConnectionEnd) => void) => Promise<MqttConnection>;
  /** Phase, reason or connection changed. */
  readonly changed: () => void;
}

/** Another client has taken the client ID over for certain: the platform's close code, and the reason code of MQTT 5. */
const takenOver: readonly (number | undefined)[] = [288, 0x8e];

/** A connection that lasted this long was a good one: what went wrong before it no longer counts. */
const goodMs = 30_000;

/** One connection from the first packet to its end. */
interface Attempt {
  readonly controller: AbortController;
  end: ConnectionEnd | undefined;
}

/** A device that is to go away for a while. */
interface Restart {
  readonly pauseMs: number;
  readonly reason: string;
}

/**
 * Keeps one client connected: comes back with growing pauses when the connection is lost, and stops when that is
 * hopeless. Nothing happens before `start` and after `stop`.
 */
export class Lifeline {
  readonly #options: LifelineOptions;
  readonly #backOff: BackOff;
  readonly #losses = new RepeatedLoss();
  readonly #fight = new TakeoverFight();
  #phase: SessionState['phase'] = 'closed';
  #reason: string | undefined;
  #failed = false;
  #connection: MqttConnection | undefined;
  #openedAt = 0;
  #attempt: Attempt | undefined;
  #pause: Timer | undefined;
  /** Wanted before the connection was ready; it happens as soon as it is. */
  #restart: Restart | undefined;

  constructor(options: LifelineOptions) {
    this.#options = options;
    this.#backOff = new BackOff(options.random);
  }

  get phase(): SessionState['phase'] {
    return this.#phase;
  }

  /** Why it waits or is closed. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Whether it gave up by itself. */
  get failed(): boolean {
    return this.#failed;
  }

  /** The connection while it is ready for use. */
  get connection(): MqttConnection | undefined {
    return this.#connection;
  }

  /** Whether it goes away again as soon as it is ready. */
  get isRestarting(): boolean {
    return this.#restart !== undefined;
  }

  /** Connects for the first time, as soon as what was `before` is over. It counts as connecting at once. When it fails, it stays closed. */
  async start(before?: Promise<void>): Promise<void> {
    try {
      await this.#connect(before);
    } catch (error) {
      // Somebody who stopped it meanwhile has said so already.
      if (this.#phase === 'connecting') this.#enter('closed', reasonOf(error));
      throw error;
    }
  }

  /** Ends the connection, or the attempt to get one, for good. */
  async stop(): Promise<void> {
    this.#attempt?.controller.abort(stopped());
    this.#pause?.cancel();
    const connection = this.#connection;
    this.#connection = undefined;
    this.#enter('closed', undefined);
    await connection?.close();
  }

  /** Disconnects and connects again after a pause, as a device does that restarts; as soon as it is connected, if it is not yet. */
  async restart(pauseMs: number, reason: string): Promise<void> {
    const connection = this.#connection;
    if (connection === undefined) {
      if (this.#phase === 'connecting') this.#restart = { pauseMs, reason };
      return;
    }
    this.#connection = undefined;
    this.#enter('waiting', reason);
    await connection.close();
    if (this.#phase === 'waiting') this.#connectAfter(pauseMs);
  }

  async #connect(before?: Promise<void>): Promise<void> {
    const attempt: Attempt = { controller: new AbortController(), end: undefined };
    const { signal } = attempt.controller;
    this.#attempt = attempt;
    this.#restart = undefined;
    this.#enter('connecting', undefined);
    await before;
    signal.throwIfAborted();
    const connection = await this.#options.open(signal, (end) => this.#ended(attempt, end));
    // It may have ended, or was stopped, in the very moment in which it became ready.
    if (attempt.end !== undefined) throw attempt.end.why;
    if (signal.aborted) {
      await connection.close();
      throw signal.reason;
    }
    this.#connection = connection;
    this.#openedAt = this.#options.clock.now();
    this.#enter('connected', undefined);
    if (this.#restart === undefined) return;
    const { pauseMs, reason } = this.#restart;
    this.#restart = undefined;
    await this.restart(pauseMs, reason);
  }

  #ended(attempt: Attempt, end: ConnectionEnd): void {
    attempt.end = end;
    if (attempt !== this.#attempt || this.#connection === undefined) return;
    this.#connection = undefined;
    const now = this.#options.clock.now();
    if (now - this.#openedAt >= goodMs) {
      this.#backOff.reset();
      this.#losses.reset();
    }
    const losses = end.unexplained === true ? this.#fight.lost(this.#openedAt, now) : undefined;
    if (losses === undefined) this.#retry(end.why, end);
    else this.#giveUp(fightText(this.#options.clientId, losses));
  }

  async #connectAgain(): Promise<void> {
    try {
      await this.#connect();
    } catch (error) {
      // In a fight each side is accepted whenever it comes.
      this.#fight.reset();
      if (this.#phase === 'connecting') this.#retry(error, this.#attempt?.end);
    }
  }

  #retry(why: unknown, end: ConnectionEnd | undefined): void {
    const reason = reasonOf(why);
    if (isRefusal(why) && takenOver.includes(why.code)) this.#giveUp(`${reason} It happened at ${clockTime(this.#options.clock.now())}.`);
    else if (!isRefusal(why) || isFinalRefusal(why)) this.#giveUp(reason);
    else if (this.#losses.lost(end?.after ?? answeredPacket(why)))
      this.#giveUp(`${reason} It happened three times in a row, so there is no further attempt.`);
    else {
      const ms = this.#backOff.next();
      this.#enter('waiting', `${reason} Next attempt in ${Math.round(ms / 1000)} s.`);
      this.#connectAfter(ms);
    }
  }

  #connectAfter(ms: number): void {
    this.#pause = this.#options.clock.after(ms, () => void this.#connectAgain());
  }

  #giveUp(reason: string): void {
    this.#failed = true;
    this.#enter('closed', reason);
  }

  #enter(phase: SessionState['phase'], reason: string | undefined): void {
    this.#phase = phase;
    this.#reason = reason;
    this.#options.changed();
  }
}

function reasonOf(error: unknown): string {
  if (isRefusal(error)) return refusalText(error);
  return error instanceof Error ? error.message : String(error);
}

function stopped(): Refusal {
  return new Refusal('The connection was closed before it was ready.', {
    rule: 'disconnected by the user',
    advice: 'Connect again.',
  });
}
