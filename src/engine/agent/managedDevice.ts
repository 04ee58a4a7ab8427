import type { PendingRequest } from '../../rpc/engineContract.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { TrafficRecord } from '../../rpc/traffic.ts';
import { kindNamed, type KindName } from '../../wiotp/catalog.ts';
import { parseObject, readEnvelope } from '../../wiotp/envelope.ts';
import type { Message } from '../../wiotp/message.ts';
import { Refusal, refusalText } from '../../wiotp/refusal.ts';
import { returnCodeMeaning } from '../../wiotp/returnCodes.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import { Waits } from '../waits.ts';
import { deviceResponse, manageRequest, type ManagedThing } from './manageRequest.ts';
import { mostPending, PendingRequests } from './pendingRequests.ts';

/** What a managed device works with. */
export interface ManagedDeviceOptions {
  readonly device: ManagedThing;
  readonly clock: Clock;
  /** Makes a reqId that was never used. */
  readonly newReqId: () => string;
  readonly publish: (message: Message) => Promise<void>;
  readonly changed: () => void;
}

/** An answer as it stands in a response. */
export interface Answer {
  readonly rc: number;
  readonly message?: string;
}

/** A Manage or Unmanage request whose answer has not come. */
interface OpenRequest {
  readonly kind: 'dm.manage' | 'dm.unmanage';
  /** Seconds; 0 means that the device never becomes dormant. */
  readonly lifetime: number;
}

const answerMs = 10_000;
/** How long before a lifetime ends the device manages again, in seconds. */
const renewSeconds = 120;
/** Timers cannot be set for longer. */
const mostMs = 2 ** 31 - 1;
const mostOpen = 100;

/**
 * The Device Management side of one session. It hears everything that crosses the connection, so it also knows about
 * requests that the user publishes by hand.
 */
export class ManagedDevice {
  readonly #options: ManagedDeviceOptions;
  readonly #pending = new PendingRequests();
  readonly #open = new Map<string, OpenRequest>();
  #managed = false;
  #note: string | undefined;
  #renewal: Timer | undefined;
  /** Those who wait for an answer on this connection, by reqId. */
  #answers = new Map<string, (answer: Answer) => void>();
  #waits = new Waits();

  constructor(options: ManagedDeviceOptions) {
    this.#options = options;
  }

  /** Whether the platform has accepted a Manage request on this connection. */
  get managed(): boolean {
    return this.#managed;
  }

  /** Something the user should know about Device Management. */
  get note(): string | undefined {
    return this.#note;
  }

  get pending(): readonly PendingRequest[] {
    return this.#pending.all;
  }

  /**
   * Sends a Manage request and waits for its answer.
   * @throws Refusal when none comes within 10 s, or the connection is lost.
   */
  async manage(): Promise<Answer> {
    const answer = await this.#manage();
    if (answer === undefined) throw noAnswer;
    return answer;
  }

  /** Manages on a new connection. A platform that refuses or says nothing leaves a note and is no failure. */
  async manageOnConnect(): Promise<void> {
    await this.#manage();
  }

  /**
   * Answers a pending request and gives its kind.
   * @throws Refusal when no request with this reqId waits.
   */
  async answer(reqId: string, answer: Answer): Promise<KindName> {
    const request = this.#pending.get(reqId);
    if (request === undefined) throw notPending(reqId);
    this.#pending.remove(request);
    try {
      await this.#options.publish(deviceResponse(reqId, answer));
    } catch (error) {
      this.#pending.add(request);
      throw error;
    } finally {
      this.#options.changed();
    }
    return request.kind;
  }

  /** Hears one record of the connection. */
  observe({ topic, payload, direction, time }: TrafficRecord): void {
    // Most traffic is events and commands, and this runs for every message.
    if (!topic.startsWith('iotd')) return;
    const kind = matchTopic(topic, 'device')?.kind;
    if (kind === undefined) return;
    const { reqId, rc, message } = readEnvelope(payload);
    if (reqId === undefined) return;
    if (direction === 'up') this.#sent(kind.name, reqId, payload);
    else if (kind.answer !== undefined) this.#asked({ reqId, kind: kind.name, title: kind.title, topic, received: time });
    else if (rc !== undefined) this.#answered(reqId, { rc, ...(message === undefined ? {} : { message }) });
  }

  /** The connection is over. Requests of the platform stay pending for the next one. */
  disconnected(why: Error): void {
    this.#setManaged(false, undefined);
    this.#open.clear();
    this.#waits.fail(why);
    this.#waits = new Waits();
  }

  /** The session is over. */
  ended(): void {
    this.#pending.clear();
  }

  /** Sends a Manage request; `undefined` when no answer comes in time. */
  #manage(): Promise<Answer | undefined> {
    const { clock, device, newReqId, publish } = this.#options;
    const reqId = newReqId();
    return this.#waits.begin((resolve, reject) => {
      const giveUp = clock.after(answerMs, () => {
        this.#setManaged(false, refusalText(noAnswer));
        resolve(undefined);
      });
      this.#answers.set(reqId, resolve);
      publish(manageRequest(device, reqId)).catch(reject);
      return () => {
        giveUp.cancel();
        this.#answers.delete(reqId);
      };
    });
  }

  #sent(kind: KindName, reqId: string, payload: Uint8Array): void {
    if (kind !== 'dm.manage' && kind !== 'dm.unmanage') return;
    this.#open.set(reqId, { kind, lifetime: lifetimeIn(payload) });
    const [oldest] = this.#open.keys();
    if (this.#open.size > mostOpen && oldest !== undefined) this.#open.delete(oldest);
  }

  #asked(request: PendingRequest): void {
    const dropped = this.#pending.add(request);
    if (dropped !== undefined) {
      const { title } = kindNamed(dropped.kind);
      this.#note = `More than ${mostPending} requests wait for an answer; the oldest (${title}, reqId ${dropped.reqId}) was dropped.`;
    }
    this.#options.changed();
  }

  #answered(reqId: string, answer: Answer): void {
    const request = this.#open.get(reqId);
    if (request === undefined) return;
    this.#open.delete(reqId);
    if (request.kind === 'dm.unmanage') {
      if (answer.rc === 200) this.#setManaged(false, undefined);
    } else if (answer.rc === 200) {
      this.#setManaged(true, undefined);
      this.#renewBefore(request.lifetime);
    } else this.#setManaged(false, refusedText(answer));
    this.#answers.get(reqId)?.(answer);
  }

  #setManaged(managed: boolean, note: string | undefined): void {
    this.#renewal?.cancel();
    this.#renewal = undefined;
    this.#managed = managed;
    this.#note = note;
    this.#options.changed();
  }

  #renewBefore(lifetimeSeconds: number): void {
    if (lifetimeSeconds <= 0) return;
    const seconds = Math.max(lifetimeSeconds - renewSeconds, lifetimeSeconds / 2);
    this.#renewal = this.#options.clock.after(Math.min(seconds * 1000, mostMs), () => {
      // A connection that is lost meanwhile says so itself and manages again when it is back.
      this.#manage().catch(() => undefined);
    });
  }
}

const noAnswer = new Refusal('The platform did not answer the Manage request within 10 s.', {
  rule: 'a Manage request with a reqId is answered',
  advice: 'Check that the platform offers Device Management and that the device is registered there.',
});

function notPending(reqId: string): Refusal {
  return new Refusal(`No request with the reqId "${reqId}" waits for an answer.`, {
    rule: 'a response echoes the reqId of a request that is still open',
    advice: 'Answer one of the requests that are shown as pending; another may have been answered or dropped already.',
  });
}

function refusedText({ rc, message }: Answer): string {
  const said = message === undefined || message === '' ? '' : ` It says: ${message}`;
  return `The platform refused the Manage request with rc ${rc}: ${returnCodeMeaning(rc, kindNamed('dm.manage'))}.${said}`;
}

function lifetimeIn(payload: Uint8Array): number {
  const d = parseObject(payload)?.['d'];
  const lifetime = typeof d === 'object' && d !== null && 'lifetime' in d ? d.lifetime : undefined;
  return typeof lifetime === 'number' ? lifetime : 0;
}
