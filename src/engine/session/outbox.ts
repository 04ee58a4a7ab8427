import type { PublishOutcome } from '../../rpc/device/deviceRequest.ts';
import type { UndeliveredMessage } from '../../rpc/session/sessionState.ts';
import type { TrafficNote } from '../../rpc/log/traffic.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import type { Message } from '../../wiotp/message.ts';
import { isRefusal, Refusal, refusalText } from '../../wiotp/refusal.ts';
import type { MqttConnection } from './mqttConnection.ts';
import { shownUndelivered, type Undelivered } from './undelivered.ts';

/** What an outbox works with. */
export interface OutboxOptions {
  readonly clock: Clock;
  /** Whether what was sent and not acknowledged is sent again by the session itself, with DUP, as soon as it is connected again. */
  readonly durable: boolean;
  /** What waits or could not be delivered is something else now. */
  readonly changed: () => void;
}

/** A message of the user's on its way. */
interface Entry {
  readonly message: Message;
  readonly note: TrafficNote | undefined;
  /** When the user sent it. */
  readonly time: number;
  /** It has left on this connection; in a lasting session, on one before, so that the protocol sends it again. */
  written: boolean;
  /** Under which it has left last. */
  packetId: number | undefined;
  /** It has left at least once. */
  tried: boolean;
  /** Who sent it waits for the outcome. */
  caller: PromiseWithResolvers<PublishOutcome> | undefined;
}

/** What may wait without a connection, together with what could not be delivered. */
const mostMessages = 1_000;
const mostBytes = 8 * 1024 * 1024;

/**
 * The user's messages with QoS 1 and 2, from the moment they are sent until the server has them: in order, over any number of
 * connections. What was in flight when a connection was lost is sent again first. In a lasting session the protocol does that, with
 * DUP; in a clean one a message with QoS 1 is sent anew, so that it may arrive twice, which QoS 1 allows, and one with QoS 2, which must
 * not, counts as not delivered.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #entries = new Set<Entry>();
  readonly #undelivered: Undelivered[];
  /** Made when it is asked for. */
  #shown: readonly UndeliveredMessage[] | undefined;
  #bytes: number;
  #connection: MqttConnection | undefined;

  /** Begins with what an earlier session could not deliver. */
  constructor(options: OutboxOptions, undelivered: readonly Undelivered[] = []) {
    this.#options = options;
    this.#undelivered = [...undelivered];
    this.#bytes = sizeOf(undelivered);
  }

  /** How many messages wait for the connection to come back. */
  get waiting(): number {
    return this.#connection === undefined ? this.#entries.size : 0;
  }

  /** What could not be delivered, in the order in which it was given up. */
  get undelivered(): readonly Undelivered[] {
    return this.#undelivered;
  }

  /** The same as it is shown. */
  get shown(): readonly UndeliveredMessage[] {
    this.#shown ??= this.#undelivered.map(shownUndelivered);
    return this.#shown;
  }

  /**
   * Sends a message, or keeps it until there is a connection; the note goes into the log with it. Resolves when the server has it, or when it is kept.
   * @throws Refusal when the server refuses or does not acknowledge it, when its fate is unknown because the connection was lost, or when
   * too much waits already.
   */
  publish(message: Message, note?: TrafficNote): Promise<PublishOutcome> {
    const offline = this.#connection === undefined;
    if (offline) this.#expectRoom(message);
    // The bytes may change hands before they leave.
    const own = offline ? { ...message, payload: Uint8Array.from(message.payload) } : message;
    const entry = this.#add(own, this.#options.clock.now(), note);
    if (offline) {
      this.#options.changed();
      return Promise.resolve('waiting');
    }
    entry.caller = Promise.withResolvers();
    void this.#send(entry);
    return entry.caller.promise;
  }

  /** The session has this connection now, ready for use, or none. The caller tells that the state has changed. */
  use(connection: MqttConnection | undefined): void {
    if (connection === this.#connection) return;
    if (this.#connection !== undefined) this.#lost();
    this.#connection = connection;
    if (connection === undefined) return;
    for (const entry of this.#entries) {
      // The protocol has sent it again, and it was acknowledged, before the connection was ready.
      if (entry.written) this.#sentAgain(entry, connection);
      else void this.#send(entry);
    }
  }

  #sentAgain(entry: Entry, connection: MqttConnection): void {
    const why = entry.packetId === undefined ? undefined : connection.refusedAgain(entry.packetId);
    if (why === undefined) this.#remove(entry);
    else this.#giveUp(entry, refusalText(why));
  }

  /** The session is over: nothing more is sent. `why` is a full sentence. */
  end(why: string): void {
    this.use(undefined);
    if (this.#entries.size === 0) return;
    for (const entry of this.#entries) this.#giveUp(entry, entry.tried ? `${why} ${uncertain}` : why);
    this.#options.changed();
  }

  /** Sends what could not be delivered once more, in order, behind what waits. */
  resend(): void {
    for (const { message, time, note } of this.#take()) {
      const entry = this.#add(message, time, note);
      if (this.#connection !== undefined) void this.#send(entry);
    }
    this.#options.changed();
  }

  /** Forgets what could not be delivered. */
  discard(): void {
    this.#take();
    this.#options.changed();
  }

  #take(): readonly Undelivered[] {
    const messages = this.#undelivered.splice(0);
    this.#shown = undefined;
    this.#bytes -= sizeOf(messages);
    return messages;
  }

  async #send(entry: Entry): Promise<void> {
    const connection = this.#connection;
    try {
      await connection?.publish(entry.message, {
        ...(entry.note === undefined ? {} : { note: entry.note }),
        written: (packetId) => Object.assign(entry, { packetId, written: true, tried: true }),
      });
      this.#remove(entry);
      entry.caller?.resolve('acknowledged');
    } catch (error) {
      // What a lost connection means for its messages was decided when it was lost.
      if (connection === this.#connection) this.#failed(entry, error);
    }
  }

  /** The connection is good, and yet the message did not get through. */
  #failed(entry: Entry, error: unknown): void {
    if (entry.caller === undefined) {
      this.#giveUp(entry, isRefusal(error) ? refusalText(error) : String(error));
      this.#options.changed();
      return;
    }
    this.#remove(entry);
    entry.caller.reject(error);
  }

  #lost(): void {
    this.#connection = undefined;
    for (const entry of this.#entries) {
      if (entry.written && !this.#options.durable && entry.message.qos === 2) {
        this.#giveUp(entry, `The connection was lost before the message was confirmed. ${uncertain}`);
        continue;
      }
      if (!this.#options.durable) entry.written = false;
      entry.caller?.resolve('waiting');
      entry.caller = undefined;
    }
  }

  #giveUp(entry: Entry, reason: string): void {
    const { message, note, time, caller } = entry;
    this.#remove(entry);
    this.#undelivered.push({ message, note, time, reason });
    this.#bytes += message.payload.byteLength;
    this.#shown = undefined;
    caller?.reject(undeliveredRefusal(reason));
  }

  #add(message: Message, time: number, note: TrafficNote | undefined): Entry {
    const entry: Entry = { message, note, time, written: false, packetId: undefined, tried: false, caller: undefined };
    this.#entries.add(entry);
    this.#bytes += message.payload.byteLength;
    return entry;
  }

  #remove(entry: Entry): void {
    if (this.#entries.delete(entry)) this.#bytes -= entry.message.payload.byteLength;
  }

  #expectRoom({ payload }: Message): void {
    const count = this.#entries.size + this.#undelivered.length;
    if (count < mostMessages && this.#bytes + payload.byteLength <= mostBytes) return;
    throw new Refusal(`${count} messages wait already or could not be delivered; there is no room for another one.`, {
      rule: `at most ${mostMessages.toLocaleString('en')} messages with ${mostBytes / 1024 / 1024} MB together are kept without a connection`,
      advice: 'Wait until the connection is back, or discard what could not be delivered.',
    });
  }
}

const uncertain = 'It may have arrived all the same.';

function undeliveredRefusal(reason: string): Refusal {
  return new Refusal(reason, {
    rule: 'a message with QoS 2 arrives once: it is not sent again when its fate is unknown',
    advice: 'It is listed with the connection as not delivered. Look in the traffic of the receiver, and send it again or discard it.',
  });
}

function sizeOf(messages: readonly Undelivered[]): number {
  return messages.reduce((sum, { message }) => sum + message.payload.byteLength, 0);
}
