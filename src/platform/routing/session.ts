import type { Qos } from '../../wiotp/message.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { breach } from '../mqtt/breach.ts';
import type { SettlePacket } from '../mqtt/packets.ts';
import { Fifo } from './fifo.ts';
import type { Publication } from './publication.ts';

/** Messages kept for a client that is away [D-quota, PX-mqtt]; when it is full, the oldest goes. */
export const offlineQueueLimit = 50;

/** What may wait for the acknowledgements of a connected client. */
const maxQueuedBytes = 32 * 1024 * 1024;

/** The network side of a session while its client is connected. */
export interface Outlet {
  publish(publication: Publication, qos: Qos, dup: boolean, packetId: number): void;
  settle(type: SettlePacket['type'], packetId: number): void;
  end(why: Refusal): void;
}

/** What does not change about a session. */
export interface SessionTraits {
  readonly clientId: string;
  /** Clean session false: the session outlives the connection. */
  readonly durable: boolean;
  /** Connections of one group share their subscriptions: each message goes to one of them. */
  readonly group?: string;
  /** How many messages of QoS 1 and 2 may be unacknowledged at once [D-quota, PX-mqtt]. */
  readonly window: number;
}

interface InFlight {
  readonly publication: Publication;
  readonly qos: Qos;
  /** The client has taken a message of QoS 2 (PUBREC); only the release is still open. */
  taken: boolean;
}

/**
 * One client's state of MQTT: what it still has to get and what it still has to release. It knows nothing of
 * sockets; while the client is connected, an outlet is attached.
 */
export class Session {
  readonly traits: SessionTraits;
  readonly #inFlight = new Map<number, InFlight>();
  readonly #queue = new Fifo<{ readonly publication: Publication; readonly qos: Qos }>();
  readonly #unreleased = new Set<number>();
  #queuedBytes = 0;
  #lastId = 0;
  #lost = 0;
  #outlet: Outlet | undefined;

  constructor(traits: SessionTraits) {
    this.traits = traits;
  }

  get online(): boolean {
    return this.#outlet !== undefined;
  }

  /** Messages dropped from a full queue since this was last asked. */
  takeLost(): number {
    const lost = this.#lost;
    this.#lost = 0;
    return lost;
  }

  /** The client is connected: what is unfinished is sent again, then what has waited. */
  attach(outlet: Outlet): void {
    this.#outlet = outlet;
    for (const [packetId, { publication, qos, taken }] of this.#inFlight) {
      if (taken) outlet.settle('pubrel', packetId);
      else outlet.publish(publication, qos, true, packetId);
    }
    this.#pump();
  }

  /** The client is gone. */
  detach(): void {
    this.#outlet = undefined;
    this.#trim();
  }

  /** Delivers with the lower of the message's and the subscription's QoS. */
  deliver(publication: Publication, granted: Qos): void {
    const qos = publication.qos < granted ? publication.qos : granted;
    if (qos > 0) this.#enqueue(publication, qos);
    else this.#outlet?.publish(publication, 0, false, 0);
  }

  /** A packet of the client that settles a message, in either direction. */
  settle({ type, packetId }: SettlePacket): void {
    switch (type) {
      case 'puback':
      case 'pubcomp':
        this.#inFlight.delete(packetId);
        return this.#pump();
      case 'pubrec': {
        const message = this.#inFlight.get(packetId);
        if (message !== undefined) message.taken = true;
        return this.#outlet?.settle('pubrel', packetId);
      }
      case 'pubrel':
        this.#unreleased.delete(packetId);
        return this.#outlet?.settle('pubcomp', packetId);
    }
  }

  /** Whether a message of QoS 2 from the client is new, and not one that it sends again. */
  isNew(packetId: number): boolean {
    const known = this.#unreleased.has(packetId);
    this.#unreleased.add(packetId);
    return !known;
  }

  #enqueue(publication: Publication, qos: Qos): void {
    if (this.#outlet === undefined && !this.traits.durable) return;
    this.#queue.push({ publication, qos });
    this.#queuedBytes += publication.payload.length;
    if (this.#outlet === undefined) return this.#trim();
    this.#pump();
    if (this.#queuedBytes > maxQueuedBytes) {
      this.#outlet.end(breach(178, `${this.#queue.size} messages wait because the client does not acknowledge.`));
    }
  }

  #pump(): void {
    while (this.#outlet !== undefined && this.#inFlight.size < this.traits.window) {
      const next = this.#shift();
      if (next === undefined) return;
      const packetId = this.#nextId();
      this.#inFlight.set(packetId, { ...next, taken: false });
      this.#outlet.publish(next.publication, next.qos, false, packetId);
    }
  }

  #trim(): void {
    while (this.#queue.size > offlineQueueLimit) {
      this.#shift();
      this.#lost++;
    }
  }

  #shift(): { readonly publication: Publication; readonly qos: Qos } | undefined {
    const next = this.#queue.shift();
    this.#queuedBytes -= next?.publication.payload.length ?? 0;
    return next;
  }

  #nextId(): number {
    do this.#lastId = (this.#lastId % 65_535) + 1;
    while (this.#inFlight.has(this.#lastId));
    return this.#lastId;
  }
}
