import type { Duplex } from 'node:stream';
import { MqttClient, type IConnackPacket, type IDisconnectPacket, type Packet } from 'mqtt';
import type { Message, Qos } from '../../wiotp/message.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { localPeer } from '../network/dial.ts';
import type { OpenStream } from '../network/openStream.ts';
import { Waits } from '../waits.ts';
import { AcknowledgementWatch } from './acknowledgementWatch.ts';
import type { ConnectionSurroundings, PublishHow } from './connectionSurroundings.ts';
import { ConnectionJournal } from './connectionJournal.ts';
import {
  closedByOther,
  closedByReason,
  closedByUs,
  closedForGarbage,
  closedForNoRoom,
  closedForSize,
  closedForSilence,
  endEvent,
  explained,
  reasonRefusal,
  refusedByConnack,
  refusedByReason,
  type ConnectionEnd,
} from './endings.ts';
import { HoldUp } from './holdUp.ts';
import { InFlightWindow } from './inFlightWindow.ts';
import { acknowledgeMs, noRoom, notAcknowledged } from './lateness.ts';
import { loginOptions, type Login } from './login.ts';
import { PacketSizes } from './packetSizes.ts';
import { firstFailure } from './reasonCode.ts';
import { ResentRefusals } from './resentRefusals.ts';
import { ServerLimits } from './serverLimits.ts';

/** DISCONNECT. The library says it only when every acknowledgement has come, which we do not wait for. */
const disconnectPacket = Buffer.from([0xe0, 0x00]);

/** Messages above QoS 0 that are under way at a time; the server of MQTT 5 may take fewer. */
const mostInFlight = 500;

/** How long the other side has to close after DISCONNECT, in milliseconds. */
const goodbyeMs = 1_000;

/** One MQTT connection over one socket, from CONNECT to its end. It is never connected again. */
export class MqttConnection {
  readonly #way: OpenStream;
  readonly #socket: Duplex;
  readonly #with: ConnectionSurroundings;
  readonly #client: MqttClient;
  readonly #journal: ConnectionJournal;
  readonly #cleanSession: boolean;
  readonly #waits = new Waits();
  readonly #watch: AcknowledgementWatch;
  readonly #window = new InFlightWindow(mostInFlight);
  readonly #limits = new ServerLimits();
  readonly #sizes = new PacketSizes();
  readonly #resent = new ResentRefusals();
  readonly #peer: string;
  readonly #isVersion5: boolean;
  /** While a lasting session sends again what it has to, nothing else leaves: it could take the packet identifier of what is to come. */
  readonly #resending = new HoldUp();
  #how: PublishHow = {};
  #isOpen = false;
  #sessionPresent = false;
  #end: ConnectionEnd | undefined;
  #error: Error | undefined;

  /** Takes an open stream over. */
  constructor(way: OpenStream, login: Login, surroundings: ConnectionSurroundings) {
    const { stream, socket } = way;
    const { stores, clock, record, name } = surroundings;
    this.#way = way;
    this.#socket = stream;
    this.#peer = localPeer(socket);
    this.#with = surroundings;
    this.#journal = new ConnectionJournal({ origin: { clientId: login.clientId, connection: name }, clock, record });
    this.#watch = new AcknowledgementWatch(clock, acknowledgeMs);
    this.#cleanSession = login.cleanSession;
    this.#isVersion5 = login.mqttVersion === '5';
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

  /** Why the server refused a message of an earlier connection that was sent again on this one, by its packet identifier. */
  refusedAgain(packetId: number): Refusal | undefined {
    return this.#resent.of(packetId);
  }

  /** When the other side accepted the connection or acknowledged something it had to; long ago before that. */
  get progress(): number {
    return this.#watch.progress;
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
    this.#socket.on('data', (bytes: Uint8Array) => this.#arrives(bytes));
    return this.#waits.begin((resolve) => {
      this.#client.once('connect', () => {
        this.#resending.end();
        resolve();
      });
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
   * Publishes, from when the connection is accepted. Resolves when it is written (QoS 0) or acknowledged.
   * @throws Refusal when the server does not take such a message, refuses it, acknowledges nothing for 20 s, or the connection ends before.
   */
  publish(message: Message, how: PublishHow = {}): Promise<void> {
    const why = this.#end?.why ?? this.#limits.objection(message);
    if (why !== undefined) return Promise.reject(why);
    if (message.qos === 0)
      return this.#waits.begin((resolve, reject) => this.#resending.run(() => this.#publish(message, how, resolve, reject)));
    return this.#waits.begin((resolve, reject) => {
      let begun = false;
      const over = this.#watch.begin(() => reject(begun ? notAcknowledged('message') : noRoom()));
      const leave = this.#window.enter(() =>
        this.#resending.run(() => {
          begun = true;
          this.#publish(message, how, resolve, reject);
        }),
      );
      return () => {
        over();
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

  #publish({ topic, payload, qos, retain }: Message, how: PublishHow, resolve: () => void, reject: (why: Error) => void): void {
    const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
    this.#how = how;
    this.#client.publish(topic, bytes, { qos, retain }, (error) => {
      if (!error) resolve();
      // Any other error means that the connection is over, and its end is the better reason.
      else if ('code' in error && typeof error.code === 'number')
        reject(reasonRefusal(`The platform refused the message to ${topic}`, qos === 1 ? 'PUBACK' : 'PUBREC', error.code));
    });
    this.#how = {};
  }

  #arrives(bytes: Uint8Array): void {
    this.#holdBack();
    // The library keeps a packet until it is whole, whatever its size.
    const size = this.#sizes.tooLarge(bytes);
    if (size === undefined) return;
    this.#end ??= closedForSize(size);
    this.#socket.destroy();
  }

  /** Acknowledgements of what arrives together leave together: one write to the system instead of hundreds. */
  #holdBack(): void {
    if (this.#socket.writableCorked > 0) return;
    this.#socket.cork();
    setImmediate(() => this.#socket.uncork());
  }

  #sent(packet: Packet): void {
    this.#watch.sent(packet);
    if (packet.cmd === 'publish') this.#how.written?.(packet.messageId);
    this.#journal.sent(packet, this.#how.note);
  }

  #received(packet: Packet): void {
    this.#journal.received(packet);
    if (packet.cmd === 'publish' || packet.cmd === 'pingresp') return;
    if (this.#watch.received(packet) && this.#resending.isOn) this.#resent.take(packet);
    if (packet.cmd === 'connack') this.#connack(packet);
    else if (packet.cmd === 'disconnect') this.#disconnected(packet);
  }

  #connack({ reasonCode, returnCode, sessionPresent, properties }: IConnackPacket): void {
    const code = reasonCode ?? returnCode ?? 0;
    if (code >= firstFailure) this.#end ??= refusedByReason(code, this.#said(properties), this.#with.isPlatform);
    else if (code > 0) this.#end ??= refusedByConnack(code, this.#with.isPlatform);
    else if (properties?.receiveMaximum === 0) {
      this.#end ??= closedForNoRoom();
      this.#socket.destroy();
    } else if (!this.#isOpen) {
      this.#isOpen = true;
      this.#sessionPresent = sessionPresent;
      this.#limits.take(properties);
      if (properties?.receiveMaximum !== undefined) this.#window.narrowTo(properties.receiveMaximum);
      // The library minds the server's keepalive only where it has one of its own.
      if (this.#client.options.keepalive === 0) this.#client.options.keepalive = properties?.serverKeepAlive ?? 0;
      this.#journal.opened({ kind: 'connection.open', peer: this.#peer, cleanSession: this.#cleanSession, sessionPresent });
      this.#with.accepted(this);
    }
  }

  #disconnected({ reasonCode, properties }: IDisconnectPacket): void {
    // Only MQTT 5 lets a server send it; before, it says no more than that the connection is over.
    if (this.#isVersion5) this.#end ??= closedByReason(reasonCode ?? 0, this.#said(properties), this.#journal.last);
    this.#socket.destroy();
  }

  #broke(error: Error): void {
    this.#error ??= error;
    if (error.message === 'Keepalive timeout') this.#end ??= closedForSilence(error);
    const why = this.#isOpen ? undefined : this.#way.explain(error);
    if (why !== undefined) this.#end ??= { why };
    // The library only tells that it cannot read the bytes; it would go on waiting.
    if (!this.#socket.destroyed) this.#end ??= closedForGarbage(error);
    this.#socket.destroy();
  }

  /** The reason string, which is the other side's text. */
  #said(properties: { readonly reasonString?: string } | undefined): string | undefined {
    return properties?.reasonString === undefined ? undefined : this.#way.redact(properties.reasonString);
  }

  async #over(): Promise<void> {
    const end = this.#end ?? closedByOther(this.#isOpen, this.#journal.last, this.#error);
    this.#end = end;
    const said = end.wanted === true ? undefined : await this.#with.explain(this.#peer);
    this.#finish(said === undefined ? end : explained(end, said));
  }

  #finish(end: ConnectionEnd): void {
    // Whoever did not close it has gone with the network, seen from here: that is the server.
    this.#journal.event(endEvent(end, this.#isOpen, this.#peer), this.#isOpen && end.byUs === true ? 'up' : 'down');
    this.#waits.fail(end.why);
    this.#with.ended(end);
  }
}
