import type { Clock, Timer } from '../../../rpc/node/clock.ts';
import type { Happening } from '../../../transcript/conversation/endless/happening.ts';
import { parseClientId } from '../../../wiotp/clientId.ts';
import { answerTimeoutMs } from '../../../wiotp/limits.ts';
import type { TopicMatch } from '../../../wiotp/topic.ts';
import type { Remark } from '../../store/storedMessage.ts';
import { LiveConversation } from './liveConversation.ts';
import type { BatchRecord } from '../thread/recordBatch.ts';

/** Where what is found late goes, and where the time comes from. */
export interface LiveConversationsOptions {
  readonly clock: Clock;
  /** These are all remarks about an earlier row now. */
  readonly changed: (seq: number, remarks: readonly Remark[]) => void;
}

/** How many clients are followed; who was silent for longest is forgotten, and joined in the middle when it comes again. */
const mostClients = 2000;

/** How much all conversations may remember, in characters, roughly. */
const mostWeight = 20_000_000;

/** How many requests that wait are known. */
const mostWaiting = 50_000;

/** How many requests that nobody waits for any more are looked at in one turn of the thread. */
const mostAtOnce = 100;

/** A request of the platform. */
interface Waiting {
  /** Whose conversation it is in. */
  readonly client: string;
  /** When nobody waits for the answer any more, in milliseconds since the epoch. */
  readonly until: number;
}

const none: readonly Remark[] = [];

/** What the order of messages says about the rows of a log: one conversation for each client at each place where it is seen. */
export class LiveConversations {
  readonly #options: LiveConversationsOptions;
  /** The one that was heard of last comes last. */
  readonly #clients = new Map<string, LiveConversation>();
  /** Requests by the numbers of their rows, the oldest first. */
  readonly #waiting = new Map<number, Waiting>();
  #weight = 0;
  #timer: Timer | undefined;

  constructor(options: LiveConversationsOptions) {
    this.#options = options;
  }

  /**
   * Takes a message that becomes the row `seq`, `isPaired` if the log knows the request that it answers; gives what there is to say about
   * it now. What is not of Device Management costs nothing.
   */
  message(seq: number, record: BatchRecord, match: TopicMatch | undefined, isPaired: boolean): readonly Remark[] {
    if (!record.topic.startsWith('iotd')) return none;
    return this.#with(record, (live, client) => {
      const { remarks, waits } = live.message(seq, record, match, isPaired);
      if (waits) this.#wait(seq, { client, until: record.time + answerTimeoutMs });
      return remarks;
    });
  }

  /** Takes something that happened to a connection and becomes the row `seq`. */
  connection(seq: number, record: BatchRecord, happening: Happening & { readonly status?: number }): readonly Remark[] {
    // A call over HTTP is no connection, and the one of MQTT goes on.
    if (happening.status !== undefined) return none;
    return this.#with(record, (live) => live.connection(seq, happening));
  }

  /** The log was emptied: what is followed from now on begins in the middle. */
  clear(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#clients.clear();
    this.#waiting.clear();
    this.#weight = 0;
  }

  #with({ at, clientId }: BatchRecord, take: (live: LiveConversation, client: string) => readonly Remark[]): readonly Remark[] {
    const client = clientOf(clientId);
    if (client === undefined) return none;
    const key = `${at} ${clientId}`;
    const live = this.#clients.get(key) ?? new LiveConversation(client, ownOf(clientId));
    this.#clients.delete(key);
    this.#clients.set(key, live);
    const before = live.weight;
    const remarks = take(live, key);
    this.#weight += live.weight - before;
    this.#tellChanged(live);
    this.#forgetOldest();
    return remarks;
  }

  #forgetOldest(): void {
    for (const [key, live] of this.#clients) {
      if (this.#clients.size === 1 || (this.#clients.size <= mostClients && this.#weight <= mostWeight)) return;
      this.#clients.delete(key);
      this.#weight -= live.weight;
    }
  }

  #wait(seq: number, waiting: Waiting): void {
    this.#waiting.set(seq, waiting);
    const [oldest] = this.#waiting.keys();
    if (oldest !== undefined && this.#waiting.size > mostWaiting) this.#waiting.delete(oldest);
    this.#timer ??= this.#options.clock.after(answerTimeoutMs, () => this.#lookAtOldest());
  }

  /** Tells of the requests for whose answers nobody waits any more, and comes back for the others. */
  #lookAtOldest(): void {
    this.#timer = undefined;
    const now = this.#options.clock.now();
    const over = new Map<LiveConversation, Set<number>>();
    let left = mostAtOnce;
    for (const [seq, { client, until }] of this.#waiting) {
      if (until > now || left-- === 0) {
        this.#timer = this.#options.clock.after(Math.max(0, until - now), () => this.#lookAtOldest());
        break;
      }
      this.#waiting.delete(seq);
      const live = this.#clients.get(client);
      if (live !== undefined) over.set(live, (over.get(live) ?? new Set()).add(seq));
    }
    for (const [live, requests] of over) {
      live.overdue(requests);
      this.#tellChanged(live);
    }
  }

  #tellChanged(live: LiveConversation): void {
    for (const [seq, remarks] of live.takeChanged()) this.#options.changed(seq, remarks);
  }
}

/** How topics name a gateway itself; of a client ID that is none, nothing. */
function ownOf(clientId: string): string {
  const client = parseClientId(clientId);
  return typeof client === 'string' || client.sender === 'application' ? '' : `${client.typeId}/${client.deviceId}`;
}

/** Only devices and gateways have a conversation of Device Management. */
function clientOf(clientId: string): 'device' | 'gateway' | undefined {
  if (clientId.startsWith('d:')) return 'device';
  return clientId.startsWith('g:') ? 'gateway' : undefined;
}
