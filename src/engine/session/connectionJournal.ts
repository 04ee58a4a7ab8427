import type { IPublishPacket, Packet } from 'mqtt';
import type { Clock } from '../../rpc/node/clock.ts';
import type { ConnectionEvent, TrafficNote, TrafficRecord } from '../../rpc/log/traffic.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import type { Direction } from '../../wiotp/message.ts';
import { eventRecord, publishRecord, type RecordOrigin } from './packetRecords.ts';

/** What a journal works with. */
export interface JournalOptions {
  readonly origin: RecordOrigin;
  readonly clock: Clock;
  /** Takes every PUBLISH and connection event once, in order. */
  readonly record: (record: TrafficRecord) => void;
}

const acknowledgements: ReadonlySet<string> = new Set(['suback', 'unsuback', 'puback', 'pubrec']);

/**
 * What crossed one connection, as records for the log. A message is marked as one that waited on the server by this rule: its QoS is
 * above 0, it came after a CONNACK that said "session present", and before the first SUBACK. Servers send what they kept right after
 * CONNACK; whatever comes after the first SUBACK may as well be new.
 */
export class ConnectionJournal {
  readonly #options: JournalOptions;
  readonly #filters = new Map<number | undefined, readonly string[]>();
  #resumes = false;
  #last: { readonly packet: string; readonly time: number } | undefined;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** The latest packet of ours that nothing has acknowledged yet, and how long ago it was sent. */
  get last(): { readonly packet: string; readonly ms: number } | undefined {
    return this.#last === undefined ? undefined : { packet: this.#last.packet, ms: this.#options.clock.now() - this.#last.time };
  }

  /** The server accepted the connection. */
  opened(event: ConnectionEvent): void {
    this.#resumes = event.sessionPresent === true;
    this.event(event);
  }

  /** A packet left; a PUBLISH perhaps with something to say about it. */
  sent(packet: Packet, note?: TrafficNote): void {
    if (packet.cmd === 'publish') {
      this.#await(`PUBLISH to ${packet.topic}`);
      this.#publish('up', packet, note);
    } else if (packet.cmd === 'subscribe') {
      const filters = packet.subscriptions.map(({ topic }) => topic);
      this.#filters.set(packet.messageId, filters);
      this.#await(`SUBSCRIBE to ${filters.join(', ')}`);
    } else if (packet.cmd === 'unsubscribe') this.#await(`UNSUBSCRIBE from ${packet.unsubscriptions.join(', ')}`);
  }

  /** A packet arrived. */
  received(packet: Packet): void {
    // What was acknowledged is not what the other side closes the connection for.
    if (acknowledgements.has(packet.cmd)) this.#last = undefined;
    if (packet.cmd === 'publish') this.#publish('down', packet, this.#resumes && packet.qos > 0 ? queued : undefined);
    else if (packet.cmd === 'suback') this.#subscribed(packet.messageId, packet.granted);
  }

  /** Something happened to the connection. `direction` says whose doing it was, where not always the same side does it. */
  event(event: ConnectionEvent, direction: Direction = kindNamed(event.kind).direction): void {
    const { origin, clock, record } = this.#options;
    record(eventRecord(origin, clock.now(), direction, event));
  }

  #await(packet: string): void {
    this.#last = { packet, time: this.#options.clock.now() };
  }

  #subscribed(messageId: number | undefined, granted: readonly unknown[]): void {
    this.#resumes = false;
    for (const [at, filter] of (this.#filters.get(messageId) ?? []).entries())
      this.event({ kind: 'connection.subscribed', filter, qos: Number(granted[at]) });
    this.#filters.delete(messageId);
  }

  #publish(direction: Direction, packet: IPublishPacket, note: TrafficNote | undefined): void {
    const { origin, clock, record } = this.#options;
    const crossed = publishRecord(origin, clock.now(), direction, packet);
    record(note === undefined ? crossed : { ...crossed, note });
  }
}

const queued: TrafficNote = {
  what: 'queued',
  reason:
    'It waited on the server while this client was away: it came right after the connection was open again, before the first subscription ' +
    'was acknowledged.',
};
