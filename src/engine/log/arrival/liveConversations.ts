import type { Clock, Timer } from '../../../rpc/node/clock.ts';
import type { Happening } from '../../../transcript/conversation/endless/happening.ts';
import { parseClientId } from '../../../wiotp/clientId.ts';
import { answerTimeoutMs } from '../../../wiotp/limits.ts';
import type { TopicMatch } from '../../../wiotp/topic.ts';
import type { Remark } from '../../store/storedMessage.ts';
import { LiveConversation } from './liveConversation.ts';
import { OldestFirst } from './oldestFirst.ts';
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

/** How many requests that nobody waits for any more are looked at in one turn of the thread, and in how many conversations: each is looked through. */
const mostAtOnce = 100;
const mostConversations = 10;

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
  readonly #clients = new OldestFirst<string, LiveConversation>();
  /** Requests by the numbers of their rows, the oldest first. */
  readonly #waiting = new OldestFirst<number, Waiting>();
  #weight = 0;
  /** Whether a client that is not known may have been seen before, by this run or an earlier one. */
  #isInMiddle = false;
  #timer: Timer | undefined;

  constructor(options: LiveConversationsOptions) {
    this.#options = options;
  }

  /**
   * Takes a message of Device Management that becomes the row `seq`, `isPaired` if the log knows the request that it answers; gives what
   * there is to say about it now. Another delivery of a message does not belong here.
   */
  message(seq: number, record: BatchRecord, match: TopicMatch | undefined, isPaired: boolean): readonly Remark[] {
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

  /** An earlier run may have seen any client: what is followed from now on begins in the middle. */
  resume(): void {
    this.#isInMiddle = true;
  }

  /** The log was emptied: whoever was seen before goes on in the middle. */
  clear(): void {
    this.dispose();
    this.#waiting.clear();
    this.#weight = 0;
    for (let left = this.#clients.size; left > 0; left--) {
      const { oldest } = this.#clients;
      if (oldest !== undefined) this.#clients.set(oldest.key, oldest.value.joined());
    }
  }

  /** Tells nothing more by itself. */
  dispose(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #with({ at, clientId }: BatchRecord, take: (live: LiveConversation, client: string) => readonly Remark[]): readonly Remark[] {
    const client = clientOf(clientId);
    if (client === undefined) return none;
    const key = keyOf({ at, clientId });
    const live = this.#clients.get(key) ?? new LiveConversation(client, ownOf(clientId), this.#isInMiddle);
    this.#clients.set(key, live);
    const before = live.weight;
    const remarks = take(live, key);
    this.#weight += live.weight - before;
    this.#tellChanged(live);
    this.#forgetOldest();
    return remarks;
  }

  #forgetOldest(): void {
    for (let { oldest } = this.#clients; oldest !== undefined; { oldest } = this.#clients) {
      const { size } = this.#clients;
      if (size === 1 || (size <= mostClients && this.#weight <= mostWeight)) return;
      this.#clients.delete(oldest.key);
      this.#weight -= oldest.value.weight;
      this.#isInMiddle = true;
    }
  }

  #wait(seq: number, waiting: Waiting): void {
    this.#waiting.set(seq, waiting);
    const { oldest } = this.#waiting;
    if (oldest !== undefined && this.#waiting.size > mostWaiting) this.#waiting.delete(oldest.key);
    this.#timer ??= this.#options.clock.after(answerTimeoutMs, () => this.#lookAtOldest());
  }

  /** Tells of the requests for whose answers nobody waits any more, and comes back for the others. */
  #lookAtOldest(): void {
    this.#timer = undefined;
    const now = this.#options.clock.now();
    const over = new Map<LiveConversation, Set<number>>();
    let left = mostAtOnce;
    for (let { oldest } = this.#waiting; oldest !== undefined; { oldest } = this.#waiting) {
      const { key: seq, value } = oldest;
      if (value.until > now || left-- === 0 || over.size === mostConversations) {
        this.#timer = this.#options.clock.after(Math.max(0, value.until - now), () => this.#lookAtOldest());
        break;
      }
      this.#waiting.delete(seq);
      const live = this.#clients.get(value.client);
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

function keyOf({ at, clientId }: Pick<BatchRecord, 'at' | 'clientId'>): string {
  return `${at} ${clientId}`;
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
