import type { Clock } from '../rpc/node/clock.ts';
import type { ConnectionEvent, TrafficNote, TrafficRecord } from '../rpc/log/traffic.ts';
import { kindNamed } from '../wiotp/catalog.ts';
import type { Direction, Message } from '../wiotp/message.ts';
import { Listeners } from './listeners.ts';

/** The connection that a record belongs to. */
export interface RecordSource {
  /** Empty when it is not known. */
  readonly clientId: string;
  /** The same for every record of one network connection. */
  readonly connection: string;
}

const nothing = { topic: '', payload: new Uint8Array(0), qos: 0, retain: false, dup: false } as const;

/** Tells everything that crosses the platform, in order, to whoever listens. */
export class Journal {
  readonly #clock: Clock;
  readonly #readers = new Listeners<[record: TrafficRecord]>();
  #watchers = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Tells `reader` every record from now on; the result stops that. Nobody may change a payload. */
  follow(reader: (record: TrafficRecord) => void): () => void {
    return this.#readers.add(reader);
  }

  /** As {@link follow}, for a reader outside of the platform. */
  watch(reader: (record: TrafficRecord) => void): () => void {
    const stop = this.follow(reader);
    this.#watchers++;
    let watches = true;
    return () => {
      if (watches) this.#watchers--;
      watches = false;
      stop();
    };
  }

  /** A PUBLISH, with the topic as on that client's wire. Costs nothing while nobody listens. */
  message(
    { clientId, connection }: RecordSource,
    direction: Direction,
    message: Message & { readonly dup: boolean },
    note?: TrafficNote,
  ): void {
    if (!this.#readers.any) return;
    const { topic, payload, qos, retain, dup } = message;
    const record = { time: this.#clock.now(), clientId, connection, direction, topic, payload, qos, retain, dup };
    this.#readers.tell(note === undefined ? record : { ...record, note });
  }

  /** Something that the user wants to find again; tells how many of those who {@link watch} hear it. */
  marker(text: string): number {
    this.#readers.tell({ ...nothing, time: this.#clock.now(), clientId: '', connection: '', direction: 'up', marker: text });
    return this.#watchers;
  }

  /** Something that happened to a connection. Its direction says whose doing it was, see {@link directionOf}. */
  event({ clientId, connection }: RecordSource, event: ConnectionEvent): void {
    this.#readers.tell({ ...nothing, time: this.#clock.now(), clientId, connection, direction: directionOf(event), event });
  }
}

/** Close codes that say that the client has gone: after DISCONNECT, or without [D-app, RC-h]. */
const clientsOwn: ReadonlySet<number> = new Set([0, 90, 91]);

/** `up` for what the client did: it connects, subscribes and goes. A network that broke has taken the client away: the platform is still here. */
function directionOf({ kind, code = 0 }: ConnectionEvent): Direction {
  if (kind === 'connection.closed') return clientsOwn.has(code) ? 'up' : 'down';
  return kindNamed(kind).direction;
}
