import type { Duplex } from 'node:stream';
import { MqttClient, type IConnackPacket, type IDisconnectPacket, type Packet } from 'mqtt';
import type { Clock } from '../../rpc/node/clock.ts';
import type { ConnectionEvent, TrafficNote, TrafficRecord } from '../../rpc/traffic.ts';
import type { Message, Qos } from '../../wiotp/message.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { localPeer } from '../network/dial.ts';
import type { OpenStream } from '../network/openStream.ts';
import { Waits } from '../waits.ts';
import { AcknowledgementWatch } from './acknowledgementWatch.ts';
import { ConnectionJournal } from './connectionJournal.ts';
import {
  closedByOther,
  closedByReason,
  closedByUs,
  closedForGarbage,
  closedForSilence,
  explained,
  reasonRefusal,
  refusedByConnack,
  refusedByReason,
  type ConnectionEnd,
} from './endings.ts';
import { InFlightWindow } from './inFlightWindow.ts';
import { loginOptions, type Login } from './login.ts';
import { firstFailure } from './reasonCode.ts';
import type { ResendingStore } from './resendingStore.ts';

/** What a connection works with. */
export interface ConnectionSurroundings {
  readonly clock: Clock;
  /** Names the connection in its records. */
  readonly name: string;
  /** Outlive the connection when the session is a lasting one. */
  readonly stores: { readonly outgoing: ResendingStore; readonly incoming: ResendingStore } | undefined;
  /** Takes every PUBLISH and connection event once, in order. */
  readonly record: (record: TrafficRecord) => void;
  /** What the platform says about the end of this socket, where it is known to say such things. */
  readonly explain: (peer: string) => Promise<ConnectionEvent | undefined>;
  /** Delays the next packet until the log keeps up. */
  readonly whenReady: (run: () => void) => void;
  /** The connection is over, for whatever reason; called once. */
  readonly ended: (end: ConnectionEnd) => void;
}

/** What there is to say about one message on its way. */
export interface PublishHow {
  /** Goes into the log with the message. */
  readonly note?: TrafficNote;
  /** The message is about to be written. It may wait before that, while too many others are not acknowledged. */
  readonly written?: () => void;
}

/** DISCONNECT. The library says it only when every acknowledgement has come, which we do not wait for. */
const disconnectPacket = Buffer.from([0xe0, 0x00]);

/** How long an acknowledgement may take while no other comes either, in milliseconds. */
const acknowledgeMs = 20_000;

/** Messages above QoS 0 that are under way at a time; the server of MQTT 5 may take fewer. */
const mostInFlight = 500;

/** How long the other side has to close after DISCONNECT, in milliseconds. */
const goodbyeMs = 1_000;

/** One MQTT connection over one socket, from CONNECT to its end. It is never connected again. */
export class MqttConnection {
  readonly #socket: Duplex;
  readonly #with: ConnectionSurroundings;
  readonly #client: MqttClient;
  readonly #journal: ConnectionJournal;
  readonly #cleanSession: boolean;
  readonly #waits = new Waits();
  readonly #watch: AcknowledgementWatch;
  readonly #window = new InFlightWindow(mostInFlight);
  readonly #peer: string;
  #note: TrafficNote | undefined;
  #isOpen = false;
  #sessionPresent = false;
  #progress = Number.NEGATIVE_INFINITY;
  #end: ConnectionEnd | undefined;
  #error: Error | undefined;

  /** Takes an open stream over. */
  constructor({ stream, socket }: OpenStream, login: Login, surroundings: ConnectionSurroundings) {
    const { stores, clock, record, name } = surroundings;
    this.#socket = stream;
    this.#peer = localPeer(socket);
    this.#with = surroundings;
    this.#journal = new ConnectionJournal({ origin: { clientId: login.clientId, connection: name }, clock, record });
    this.#watch = new AcknowledgementWatch(clock, acknowledgeMs);
    this.#cleanSession = login.cleanSession;
    this.#client = new MqttClient(() => stream, {
      ...loginOptions(login),
      manualConnect: true,
      reconnectPeriod: 0,
      queueQoSZero: false,
      timerVariant: 'native',
      // The library's own log would show CONNECT with the token.
      log: () => undefined,
      ...(stores === undefined ? {} : { outgoingStore: stores.outgoing, incomingStore: stores.incoming }),
    });
    this.#client.handleMessage = (_, done) => surroundings.whenReady(done);
  }

  /** Whether the server still had the session of before. */
  get sessionPresent(): boolean {
    return this.#sessionPresent;
  }

  /** When the other side accepted or acknowledged something last; long ago before that. */
  get progress(): number {
    return this.#progress;
  }

  /**
   * Sends CONNECT. Resolves when the platform has accepted it and acknowledged everything that a lasting session had to send again;
   * fails with the refusal that says why it has not.
   */
  open(): Promise<void> {
    this.#client.on('packetsend', (packet) => this.#sent(packet));
    this.#client.on('packetreceive', (packet) => this.#received(packet));
    this.#client.on('error', (error) => this.#broke(error));
    this.#socket.once('close', () => void this.#over());
    this.#socket.on('data', () => this.#holdBack());
    return this.#waits.begin((resolve) => {
      this.#client.once('connect', () => resolve());
      this.#client.connect();
    });
  }

  /**
   * Subscribes. Resolves with the QoS that was granted; 128 and more is a refusal.
   * @throws Refusal when that takes longer than 20 s, or the connection ends before.
   */
  subscribe(filter: string, qos: Qos = 1): Promise<number> {
    if (this.#end !== undefined) return Promise.reject(this.#end.why);
    return this.#waits.begin((resolve, reject) => {
      const over = this.#watch.begin(() => reject(notAcknowledged('subscription')));
      this.#client.subscribe(filter, { qos }, (error, granted, packet) => {
        const code = packet?.granted[0];
        if (typeof code === 'number') resolve(code);
        else if (!error) resolve(granted?.[0]?.qos ?? qos);
      });
      return over;
    });
  }

  /** Gives a subscription up. @throws Refusal as {@link subscribe}. */
  unsubscribe(filter: string): Promise<void> {
    if (this.#end !== undefined) return Promise.reject(this.#end.why);
    return this.#waits.begin((resolve, reject) => {
      const over = this.#watch.begin(() => reject(notAcknowledged('end of the subscription')));
      this.#client.unsubscribe(filter, (error) => {
        if (!error) resolve();
      });
      return over;
    });
  }

  /**
   * Publishes. Resolves when it is written (QoS 0) or acknowledged.
   * @throws Refusal when the server refuses it, acknowledges nothing for 20 s, or the connection ends before.
   */
  publish(message: Message, how: PublishHow = {}): Promise<void> {
    if (this.#end !== undefined) return Promise.reject(this.#end.why);
    if (message.qos === 0) return this.#waits.begin((resolve, reject) => this.#publish(message, how, resolve, reject));
    return this.#waits.begin((resolve, reject) => {
      let acknowledged: (() => void) | undefined;
      const leave = this.#window.enter(() => {
        acknowledged = this.#watch.begin(() => reject(notAcknowledged('message')));
        this.#publish(message, how, resolve, reject);
      });
      return () => {
        acknowledged?.();
        // Nobody follows on a connection that is over.
        if (this.#end === undefined) leave();
      };
    });
  }

  /** Says goodbye. Resolves when the connection is over. */
  close(): Promise<void> {
    if (this.#end !== undefined) return Promise.resolve();
    this.#end = closedByUs();
    return new Promise((resolve) => {
      const cut = this.#with.clock.after(goodbyeMs, () => this.#socket.destroy());
      this.#socket.once('close', () => {
        cut.cancel();
        resolve();
      });
      this.#socket.end(disconnectPacket);
    });
  }

  /** Ends the connection at once; what waits fails with `why`. */
  cut(why?: Refusal): void {
    this.#end ??= why === undefined ? closedByUs() : { ...closedByUs(), why };
    this.#socket.destroy();
  }

  #publish(
    { topic, payload, qos, retain }: Message,
    { note, written }: PublishHow,
    resolve: () => void,
    reject: (why: Error) => void,
  ): void {
    const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
    written?.();
    this.#note = note;
    this.#client.publish(topic, bytes, { qos, retain }, (error) => {
      if (!error) resolve();
      // Any other error means that the connection is over, and its end is the better reason.
      else if ('code' in error && typeof error.code === 'number')
        reject(reasonRefusal(`The platform refused the message to ${topic}`, qos === 1 ? 'PUBACK' : 'PUBREC', error.code));
    });
    this.#note = undefined;
  }

  /** Acknowledgements of what arrives together leave together: one write to the system instead of hundreds. */
  #holdBack(): void {
    if (this.#socket.writableCorked > 0) return;
    this.#socket.cork();
    setImmediate(() => this.#socket.uncork());
  }

  #sent(packet: Packet): void {
    this.#journal.sent(packet, this.#note);
  }

  #received(packet: Packet): void {
    this.#journal.received(packet);
    if (packet.cmd === 'publish' || packet.cmd === 'pingresp') return;
    this.#progress = this.#with.clock.now();
    this.#watch.progressed();
    if (packet.cmd === 'connack') this.#connack(packet);
    else if (packet.cmd === 'disconnect') this.#disconnected(packet);
  }

  #connack({ reasonCode, returnCode, sessionPresent, properties }: IConnackPacket): void {
    const code = reasonCode ?? returnCode ?? 0;
    if (code >= firstFailure) this.#end ??= refusedByReason(code, properties?.reasonString);
    else if (code > 0) this.#end ??= refusedByConnack(code);
    else {
      this.#isOpen = true;
      this.#sessionPresent = sessionPresent;
      if (properties?.receiveMaximum !== undefined) this.#window.narrowTo(properties.receiveMaximum);
      this.#journal.opened({ kind: 'connection.open', peer: this.#peer, cleanSession: this.#cleanSession, sessionPresent });
    }
  }

  #disconnected({ reasonCode, properties }: IDisconnectPacket): void {
    this.#end ??= closedByReason(reasonCode ?? 0, properties?.reasonString);
    this.#socket.destroy();
  }

  #broke(error: Error): void {
    this.#error ??= error;
    if (error.message === 'Keepalive timeout') this.#end ??= closedForSilence(error);
    // The library only tells that it cannot read the bytes; it would go on waiting.
    if (!this.#socket.destroyed) this.#end ??= closedForGarbage(error);
    this.#socket.destroy();
  }

  async #over(): Promise<void> {
    const end = this.#end ?? closedByOther(this.#isOpen, this.#journal.last, this.#error);
    this.#end = end;
    const said = end.wanted === true ? undefined : await this.#with.explain(this.#peer);
    this.#finish(said === undefined ? end : explained(end, said));
  }

  #finish(end: ConnectionEnd): void {
    this.#journal.event({
      kind: this.#isOpen ? 'connection.closed' : 'connection.refused',
      peer: this.#peer,
      reason: end.why.message,
      advice: end.why.advice,
      ...(end.code === undefined ? {} : { code: end.code }),
    });
    this.#waits.fail(end.why);
    this.#with.ended(end);
  }
}

function notAcknowledged(what: string): Refusal {
  return new Refusal(`The platform did not acknowledge the ${what} within ${acknowledgeMs / 1000} s.`, {
    rule: 'SUBSCRIBE and messages with QoS 1 or 2 are acknowledged',
    advice: 'Look in the traffic log whether it arrived. It may have: only the acknowledgement is missing.',
  });
}
