import type { Duplex } from 'node:stream';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import { isRefusal, type Refusal } from '../../wiotp/refusal.ts';
import { breach } from './breach.ts';
import type { Link } from '../ports/link.ts';
import { encodeConnack, encodeUnservedVersion, pingResponse } from './encodePacket.ts';
import type { ClientPacket, ConnectPacket, Packet } from './packets.ts';
import { PacketSocket, type SharedFlow } from './packetSocket.ts';

/** How long a client may take from the open connection to a complete CONNECT. */
const connectTimeoutMs = 10_000;

/** The close code of a client that does not read, or not fast enough. */
const slowConsumer = 178;

/** What a client may leave unread. One that leaves more is a slow consumer. */
const maxWaitingBytes = 32 * 1024 * 1024;

/** The highest CONNACK code; greater codes of a refusal are close codes, and the client gets no CONNACK. */
const maxConnackCode = 5;

/** The client behind an accepted connection. */
export interface Client {
  /** CONNACK is sent. Called once, before anything else. */
  opened(): void;
  /** Throws a refusal when the packet must end the connection. */
  take(packet: ClientPacket): void;
  /** The client took what was written for it last. */
  taken?(): void;
  /** The connection ended, whoever ended it; called once and last. `polite`: the client sent DISCONNECT. */
  ended(why: Refusal, polite: boolean): void;
}

/** An accepted CONNECT. */
export interface Admission {
  readonly client: Client;
  readonly sessionPresent: boolean;
  /** The keepalive that counts; 0 for none. */
  readonly keepAliveSeconds: number;
}

/** What decides on new connections. */
export interface Reception {
  /**
   * How long a CONNECT has to wait before it is looked at, in milliseconds; 0 unless too many come at once. Throws a refusal as
   * `admit` does when too many wait already.
   */
  queue(connection: Connection, packet: ConnectPacket): number;
  /** Throws a refusal with the CONNACK code, or with a close code when there shall be no CONNACK. */
  admit(connection: Connection, packet: ConnectPacket): Admission;
  /**
   * The connection ended before it was admitted. `clientId` is empty when it is not known.
   * @returns how long the client shall wait for its CONNACK, in milliseconds.
   */
  refused(connection: Connection, clientId: string, why: Refusal): number;
  /** Serving the connection failed with an error that is no refusal: a defect of ours. */
  failed(error: unknown): void;
}

/** What a connection works with. */
export interface ConnectionSurroundings extends SharedFlow {
  readonly clock: Clock;
  /** Makes durable what was done so far. Called before anything leaves for the client. */
  readonly commit: () => void;
}

/** One network connection of a client, from the first byte to the close: versions, time-outs, order of packets. */
export class Connection {
  /** Names the connection among all connections of the platform. */
  readonly id: string;
  /** The client's network address, `127.0.0.1:52011`. */
  readonly peer: string;
  readonly link: Link;
  readonly #socket: PacketSocket;
  readonly #reception: Reception;
  readonly #clock: Clock;
  #client: Client | undefined;
  #clientId = '';
  #version: 3 | 4 | 5 | undefined;
  #ended = false;
  #frozen = false;
  #lastHeard = 0;
  #timer: Timer | undefined;

  constructor(link: Link, stream: Duplex, reception: Reception, { clock, commit, total, gate }: ConnectionSurroundings) {
    this.id = link.id;
    this.peer = link.peer;
    this.link = link;
    this.#socket = new PacketSocket(stream, clock, commit, { total, gate });
    this.#reception = reception;
    this.#clock = clock;
  }

  /** The version of MQTT; `undefined` until CONNECT was read. */
  get version(): 3 | 4 | 5 | undefined {
    return this.#version;
  }

  /** Bytes that the client has not taken yet. */
  get waiting(): number {
    return this.#socket.waiting;
  }

  /** Bytes that were read from the client, and written to it, so far. */
  get carried(): { readonly readBytes: number; readonly writtenBytes: number } {
    return this.#socket.carried;
  }

  /** Begins to read. */
  open(): void {
    this.#timer = this.#clock.after(connectTimeoutMs, () => {
      const what = this.#lastHeard === 0 ? 'The client sent nothing' : 'The client sent no complete CONNECT';
      this.end(breach(164, `${what} within ${connectTimeoutMs / 1000} s.`));
    });
    this.#socket.open({
      heard: () => (this.#lastHeard = this.#clock.now()),
      packet: (packet) => this.#take(packet),
      taken: () => this.#client?.taken?.(),
      broke: (error) => this.#broke(error),
      gone: (why) => this.end(why),
    });
  }

  /** Sends one packet; a client that does not read is closed when too much waits for it. */
  send(packet: Buffer): void {
    if (this.#ended) return;
    this.#socket.send(packet);
    if (this.#socket.waiting <= maxWaitingBytes) return;
    this.end(breach(slowConsumer, `The client left ${this.#socket.waiting} bytes unread.`));
  }

  /** Reads the client no further for so long, from the next packet on; nothing is lost. */
  rest(ms: number): void {
    if (!this.#ended) this.#socket.rest(ms);
  }

  /** Stays open until it breaks or is ended, its keepalive included, and neither reads nor sends any more. */
  freeze(): void {
    this.#frozen = true;
    this.#socket.freeze();
  }

  /** Ends the connection with a close code, or before its admission with a CONNACK code. */
  end(why: Refusal): void {
    if (this.#ended) return;
    if (this.#client === undefined) return this.#refuse(why);
    this.#finish(why, false);
    // What a client does not read is not worth to wait for.
    if (this.#frozen || why.code === slowConsumer) this.#socket.destroy();
    else this.#socket.end();
  }

  #finish(why: Refusal, polite: boolean): void {
    this.#timer?.cancel();
    this.#ended = true;
    try {
      this.#client?.ended(why, polite);
    } catch (error) {
      this.#reception.failed(error);
    }
  }

  #refuse(why: Refusal): void {
    const code = why.code ?? 0;
    this.#timer?.cancel();
    this.#ended = true;
    let waitMs = 0;
    try {
      // Who closes without having sent a byte only looked whether the port is open.
      if (this.#lastHeard > 0 || code !== 91) waitMs = this.#reception.refused(this, this.#clientId, why);
    } catch (error) {
      this.#reception.failed(error);
    }
    if (code > maxConnackCode) return this.#socket.end();
    if (waitMs > 0) return this.#socket.endAfter(waitMs, encodeConnack(code));
    this.#socket.send(encodeConnack(code));
    this.#socket.end();
  }

  #take(packet: Packet): void {
    switch (packet.type) {
      case 'connect':
        return this.#connect(packet);
      case 'connectV5':
        return this.#refuseVersion5(packet.clientId);
      case 'pingreq':
        return this.send(pingResponse);
      case 'disconnect':
        this.#finish(breach(0, 'The client disconnected.'), true);
        return this.#socket.end();
      case 'publish':
      case 'subscribe':
      case 'unsubscribe':
      case 'puback':
      case 'pubrec':
      case 'pubrel':
      case 'pubcomp':
        return this.#client?.take(packet);
    }
  }

  #connect(packet: ConnectPacket): void {
    // One that waits for its turn is connecting already.
    if (this.#version !== undefined) throw secondConnect();
    this.#clientId = packet.clientId;
    this.#version = packet.version;
    this.#timer?.cancel();
    const waitMs = this.#reception.queue(this, packet);
    if (waitMs > 0) this.#socket.rest(waitMs, () => this.#admit(packet));
    else this.#admit(packet);
  }

  #admit(packet: ConnectPacket): void {
    const { client, sessionPresent, keepAliveSeconds } = this.#reception.admit(this, packet);
    this.#client = client;
    this.send(encodeConnack(0, sessionPresent && packet.version === 4));
    if (keepAliveSeconds > 0) this.#watchKeepAlive(keepAliveSeconds);
    client.opened();
  }

  /** MQTT 3.1.1, 3.1.2.10: silence of one and a half keepalive intervals ends the connection. */
  #watchKeepAlive(seconds: number): void {
    const rest = this.#lastHeard + seconds * 1500 - this.#clock.now();
    // Nobody can tell whether a client is silent that is not read.
    if (this.#socket.resting) this.#timer = this.#clock.after(seconds * 1500, () => this.#watchKeepAlive(seconds));
    else if (rest > 0) this.#timer = this.#clock.after(rest, () => this.#watchKeepAlive(seconds));
    else if (this.#socket.paused)
      this.end(breach(slowConsumer, `The client left ${this.#socket.waiting} bytes unread for ${seconds * 1.5} s.`));
    else this.end(breach(160, `The client was silent for ${seconds * 1.5} s; it announced a keepalive of ${seconds} s.`));
  }

  #refuseVersion5(clientId: string): void {
    if (this.#version !== undefined) throw secondConnect();
    this.#clientId = clientId;
    this.#version = 5;
    const reason = 'The embedded platform serves MQTT 3.1 and 3.1.1; this client asked for MQTT 5.';
    this.#socket.send(encodeUnservedVersion(reason));
    this.end(breach(293, reason, 'Set the client to MQTT 3.1.1.'));
  }

  #broke(error: unknown): void {
    if (isRefusal(error)) return this.end(error);
    this.#reception.failed(error);
    this.end(
      breach(92, 'The platform failed to serve the connection.', 'This is a defect of the embedded platform; its error output says more.'),
    );
  }
}

function secondConnect(): Refusal {
  return breach(286, 'The client sent a second CONNECT.', 'Send CONNECT once, first of all; close the connection before connecting again.');
}
