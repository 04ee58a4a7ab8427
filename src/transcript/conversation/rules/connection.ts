import { quoted } from '../../../lint/wording.ts';
import { buildTopic } from '../../../wiotp/topic.ts';
import type { ConnectionEvent, MessageEvent } from '../event.ts';
import type { Request } from '../exchange.ts';
import { none, type ConversationFinding, type Findings } from '../finding.ts';
import type { RuleFamily } from '../ruleFamily.ts';
import { Subscriptions } from '../subscriptions.ts';

/** The class of the client. */
export type Client = 'device' | 'gateway';

/** What brings a client every message of Device Management [PX-rule]. */
const managementFilter: Readonly<Record<Client, string>> = { device: 'iotdm-1/#', gateway: 'iotdm-1/type/+/id/+/#' };

/** The connection of the client, its session, and what reaches it. */
export class ConnectionRules implements RuleFamily {
  #open: boolean;
  /** Whether the session ends with its connection; `undefined` when that is unknown. */
  #clean: boolean | undefined;
  #subscriptions: Subscriptions;
  /** The event that ended the last connection. */
  #lastEnd: number | undefined;
  /** The event that began a session without subscriptions. */
  #newSession: number | undefined;
  /** The first message that waits for the client to come back. */
  #waiting: number | undefined;
  /** What was said already since the connection or its subscriptions changed: once is enough. */
  readonly #said = new Set<string>();

  readonly #client: Client;

  /** `connected`: whether the client counts as connected and subscribed to everything. */
  constructor(connected: boolean, client: Client) {
    this.#client = client;
    this.#open = connected;
    this.#clean = connected ? undefined : true;
    this.#subscriptions = new Subscriptions(connected);
  }

  connection(event: ConnectionEvent): Findings {
    this.#said.clear();
    switch (event.event) {
      case 'open':
        return this.#opened(event);
      case 'subscribed':
        return this.#subscribed(event);
      case 'closed':
        return this.#closed(event);
      case 'refused':
        return this.#open
          ? [outOfOrder(event, 'The connection is refused while one is open. A client that is connected has no reason to connect.')]
          : none;
    }
  }

  message(event: MessageEvent): Findings {
    if (event.sender === 'platform') return this.#open ? this.#notSubscribed(event) : this.#notReached(event);
    return this.#open ? none : this.#notConnected(event.id, 'send anything');
  }

  deviceRequest({ event, kind, reqId }: Request): Findings {
    if (!this.#open || reqId === undefined) return none;
    const topic = buildTopic('dm.serverResponse', event.parts);
    if (this.#subscriptions.covers(topic) || this.#saidBefore('answer')) return none;
    return [
      {
        rule: 'conversation/answer-missed',
        message:
          `The ${this.#client} is not subscribed to ${quoted(topic)}${this.#why()}, so it misses the answer to this ${kind.title}, and every later one. ` +
          `Subscribe to ${managementFilter[this.#client]} first, then send it.`,
        place: { event: event.id, part: 'topic' },
        ...this.#relatedSession(),
      },
    ];
  }

  #opened(event: ConnectionEvent): Findings {
    const wasOpen = this.#open;
    const keeps = event.cleanSession === false && this.#clean !== true;
    if (!keeps) {
      this.#subscriptions = new Subscriptions(false);
      this.#newSession = event.id;
    }
    const dropped = keeps || this.#waiting === undefined ? none : [lost(this.#waiting, event)];
    this.#waiting = undefined;
    this.#open = true;
    this.#clean = event.cleanSession ?? true;
    if (!wasOpen) return dropped;
    return [
      ...dropped,
      {
        rule: 'conversation/taken-over',
        message:
          'The client is connected already. A second connection with the same client ID makes the platform close the first one (code 288). ' +
          'If that is not meant, close the first one before, or begin offline.',
        place: { event: event.id, part: 'event' },
      },
    ];
  }

  #subscribed(event: ConnectionEvent): Findings {
    const { id, filter, qos } = event;
    if (filter !== undefined) this.#subscriptions.add(filter, qos);
    if (!this.#open) return this.#notConnected(id, 'subscribe');
    if (qos !== 0 || this.#clean !== false) return none;
    return [
      {
        rule: 'conversation/qos-0-subscription',
        message:
          'The session outlives its connection, but what comes in between waits only for subscriptions with QoS 1 or 2. This one has QoS 0, ' +
          `so commands that are sent while the ${this.#client} is away are lost. Subscribe with QoS 1.`,
        place: { event: id, part: 'filter' },
      },
    ];
  }

  #closed(event: ConnectionEvent): Findings {
    const wasOpen = this.#open;
    this.#open = false;
    this.#lastEnd = event.id;
    return wasOpen ? none : [outOfOrder(event, 'The connection is closed, but none is open.')];
  }

  #notConnected(event: number, what: string): Findings {
    if (this.#saidBefore('connected')) return none;
    return [
      {
        rule: 'conversation/not-connected',
        message: `The client cannot ${what} while it is not connected. Nothing reaches the platform. Open the connection first.`,
        place: { event, part: 'event' },
        ...this.#relatedEnd(),
      },
    ];
  }

  /** A message to a client that is away. */
  #notReached(event: MessageEvent): Findings {
    const waits = this.#clean !== true && this.#subscriptions.queues(event.topic);
    if (waits) this.#waiting ??= event.id;
    if (waits || this.#saidBefore('reached')) return none;
    return [
      {
        rule: 'conversation/not-connected',
        message:
          'The client is not connected, so this does not reach it. Messages wait only for a session that was opened with cleanSession false, ' +
          'under a subscription with QoS 1 or 2. Open the connection first.',
        place: { event: event.id, part: 'event' },
        ...this.#relatedEnd(),
      },
    ];
  }

  #notSubscribed({ id, topic, kind }: MessageEvent): Findings {
    // An answer that is missed is told at its request; of a topic of no kind lint tells enough.
    if (kind === undefined || kind.name === 'dm.serverResponse' || this.#subscriptions.covers(topic) || this.#saidBefore(topic))
      return none;
    return [
      {
        rule: 'conversation/not-subscribed',
        message: `The ${this.#client} is not subscribed to ${quoted(topic)}${this.#why()}, so this never arrives. Subscribe to it first.`,
        place: { event: id, part: 'topic' },
        ...this.#relatedSession(),
      },
    ];
  }

  #why(): string {
    return this.#newSession === undefined ? '' : ', as its session began anew';
  }

  #relatedSession(): Pick<ConversationFinding, 'related'> {
    if (this.#newSession === undefined) return {};
    return { related: [{ message: 'Here a session without subscriptions began.', place: { event: this.#newSession, part: 'event' } }] };
  }

  #relatedEnd(): Pick<ConversationFinding, 'related'> {
    if (this.#lastEnd === undefined) return {};
    return { related: [{ message: 'Here the connection ended.', place: { event: this.#lastEnd, part: 'event' } }] };
  }

  #saidBefore(what: string): boolean {
    if (this.#said.has(what)) return true;
    this.#said.add(what);
    return false;
  }
}

/** A message that waited for a session which does not go on. */
function lost(waiting: number, { id }: ConnectionEvent): ConversationFinding {
  return {
    rule: 'conversation/not-connected',
    message:
      'The client is not connected, and its next session begins anew, so what waits for the old one is lost, this first. ' +
      'Open the connection with cleanSession false, or send this afterwards.',
    place: { event: waiting, part: 'event' },
    related: [{ message: 'Here a session without subscriptions began.', place: { event: id, part: 'event' } }],
  };
}

function outOfOrder({ id }: ConnectionEvent, message: string): ConversationFinding {
  return { rule: 'conversation/connection-order', message, place: { event: id, part: 'event' } };
}
