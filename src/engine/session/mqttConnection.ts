import type { Socket } from 'node:net';
import { MqttClient, type IPublishPacket, type Packet } from 'mqtt';
import type { Clock } from '../../rpc/node/clock.ts';
import type { ConnectionEvent, TrafficRecord } from '../../rpc/traffic.ts';
import { tokenUserName } from '../../wiotp/limits.ts';
import type { Message } from '../../wiotp/message.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { Waits } from '../waits.ts';
import { localPeer } from './dial.ts';
import { closedByOther, closedByUs, explained, refusedByConnack, type ConnectionEnd } from './endings.ts';
import { eventRecord, publishRecord, type RecordOrigin } from './packetRecords.ts';
import type { ResendingStore } from './resendingStore.ts';

/** What CONNECT says. */
export interface Login {
  readonly clientId: string;
  readonly token: string;
  readonly cleanSession: boolean;
  readonly keepAliveSeconds: number;
}

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

/** DISCONNECT. The library says it only when every acknowledgement has come, which we do not wait for. */
const disconnectPacket = Buffer.from([0xe0, 0x00]);

const acknowledgements: ReadonlySet<string> = new Set(['suback', 'puback', 'pubrec']);

const acknowledgeMs = 20_000;

const notAcknowledged = new Refusal('The platform did not acknowledge the message within 20 s.', {
  rule: 'a message with QoS 1 or 2 is acknowledged',
  advice: 'Look in the traffic log whether it arrived. It may have: only the acknowledgement is missing.',
});

/** How long the other side has to close after DISCONNECT, in milliseconds. */
const goodbyeMs = 1_000;

/** One MQTT connection over one socket, from CONNECT to its end. It is never connected again. */
export class MqttConnection {
  readonly #socket: Socket;
  readonly #with: ConnectionSurroundings;
  readonly #client: MqttClient;
  readonly #origin: RecordOrigin;
  readonly #cleanSession: boolean;
  readonly #waits = new Waits();
  readonly #filters = new Map<number | undefined, readonly string[]>();
  #peer = '';
  #isOpen = false;
  #end: ConnectionEnd | undefined;
  #error: Error | undefined;
  #last: { readonly packet: string; readonly time: number } | undefined;

  /** Takes a connected socket over. */
  constructor(socket: Socket, login: Login, surroundings: ConnectionSurroundings) {
    const { stores } = surroundings;
    this.#socket = socket;
    this.#with = surroundings;
    this.#origin = { clientId: login.clientId, connection: surroundings.name };
    this.#cleanSession = login.cleanSession;
    this.#client = new MqttClient(() => socket, {
      manualConnect: true,
      clientId: login.clientId,
      username: tokenUserName,
      // Not as a string: that would show in the debug output of the packet writer.
      password: Buffer.from(login.token),
      clean: login.cleanSession,
      keepalive: login.keepAliveSeconds,
      protocolVersion: 4,
      reconnectPeriod: 0,
      queueQoSZero: false,
      timerVariant: 'native',
      // The library's own log would show CONNECT with the token.
      log: () => undefined,
      ...(stores === undefined ? {} : { outgoingStore: stores.outgoing, incomingStore: stores.incoming }),
    });
    this.#client.handleMessage = (_, done) => surroundings.whenReady(done);
  }

  /** Sends CONNECT. Resolves when the platform has accepted it; fails with the refusal that says why it has not. */
  open(): Promise<void> {
    this.#peer = localPeer(this.#socket);
    this.#client.on('packetsend', (packet) => this.#sent(packet));
    this.#client.on('packetreceive', (packet) => this.#received(packet));
    this.#client.on('error', (error) => {
      this.#error ??= error;
    });
    this.#socket.once('close', () => void this.#over());
    this.#socket.on('data', () => this.#holdBack());
    return this.#waits.begin((resolve) => {
      this.#client.once('connect', () => resolve());
      this.#client.connect();
    });
  }

  /** Subscribes with QoS 1. Resolves with the QoS that was granted; 128 means refused. */
  subscribe(filter: string): Promise<number> {
    return this.#waits.begin((resolve, reject) => {
      this.#client.subscribe(filter, { qos: 1 }, (error, granted, packet) => {
        const code = packet?.granted[0];
        if (typeof code === 'number') resolve(code);
        else if (error) this.#failed(error, reject);
        else resolve(granted?.[0]?.qos ?? 1);
      });
    });
  }

  /**
   * Publishes. Resolves when it is written (QoS 0) or acknowledged.
   * @throws Refusal when that takes longer than 20 s, or the connection ends before.
   */
  publish({ topic, payload, qos, retain }: Message): Promise<void> {
    const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
    return this.#waits.begin((resolve, reject) => {
      const giveUp = this.#with.clock.after(acknowledgeMs, () => reject(notAcknowledged));
      this.#client.publish(topic, bytes, { qos, retain }, (error) => {
        if (error) this.#failed(error, reject);
        else resolve();
      });
      return () => giveUp.cancel();
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

  /** Acknowledgements of what arrives together leave together: one write to the system instead of hundreds. */
  #holdBack(): void {
    if (this.#socket.writableCorked > 0) return;
    this.#socket.cork();
    setImmediate(() => this.#socket.uncork());
  }

  /** With the connection over, its end is the better reason, and fails everything that waits. */
  #failed(error: Error, reject: (why: Error) => void): void {
    if (this.#end === undefined) reject(error);
  }

  #sent(packet: Packet): void {
    if (packet.cmd === 'publish') {
      this.#last = { packet: `PUBLISH to ${packet.topic}`, time: this.#with.clock.now() };
      this.#recordPublish('up', packet);
    } else if (packet.cmd === 'subscribe') {
      const filters = packet.subscriptions.map(({ topic }) => topic);
      this.#filters.set(packet.messageId, filters);
      this.#last = { packet: `SUBSCRIBE to ${filters.join(', ')}`, time: this.#with.clock.now() };
    }
  }

  #received(packet: Packet): void {
    if (packet.cmd === 'publish') this.#recordPublish('down', packet);
    else if (packet.cmd === 'connack') this.#connack(packet.returnCode ?? 0, packet.sessionPresent);
    else if (packet.cmd === 'suback') this.#subscribed(packet.messageId, packet.granted);
    // What was acknowledged is not what the other side closes the connection for.
    if (acknowledgements.has(packet.cmd)) this.#last = undefined;
  }

  #connack(code: number, sessionPresent: boolean): void {
    if (code === 0) {
      this.#isOpen = true;
      this.#recordEvent({ kind: 'connection.open', peer: this.#peer, cleanSession: this.#cleanSession, sessionPresent });
    } else this.#end ??= refusedByConnack(code);
  }

  #subscribed(messageId: number | undefined, granted: readonly unknown[]): void {
    for (const [at, filter] of (this.#filters.get(messageId) ?? []).entries()) {
      this.#recordEvent({ kind: 'connection.subscribed', filter, qos: Number(granted[at]) });
    }
    this.#filters.delete(messageId);
  }

  async #over(): Promise<void> {
    const { clock, explain } = this.#with;
    const last = this.#last === undefined ? undefined : { packet: this.#last.packet, ms: clock.now() - this.#last.time };
    const end = this.#end ?? closedByOther(this.#isOpen, last, this.#error);
    this.#end = end;
    const said = end.wanted === true ? undefined : await explain(this.#peer);
    this.#finish(said === undefined ? end : explained(end, said));
  }

  #finish(end: ConnectionEnd): void {
    this.#recordEvent({
      kind: this.#isOpen ? 'connection.closed' : 'connection.refused',
      peer: this.#peer,
      reason: end.why.message,
      advice: end.why.advice,
      ...(end.code === undefined ? {} : { code: end.code }),
    });
    this.#waits.fail(end.why);
    this.#with.ended(end);
  }

  #recordPublish(direction: 'up' | 'down', packet: IPublishPacket): void {
    this.#with.record(publishRecord(this.#origin, this.#with.clock.now(), direction, packet));
  }

  #recordEvent(event: ConnectionEvent): void {
    this.#with.record(eventRecord(this.#origin, this.#with.clock.now(), event));
  }
}
