import type { Subscription } from '../../../profiles/profile.ts';
import type { OpenStream } from '../../network/openStream.ts';
import type { Login } from '../../session/login.ts';
import { Waits } from '../../waits.ts';
import { readConnack, readDisconnect, readSuback, type Connack, type Suback } from './answers.ts';
import { PacketReader, type ReadPacket } from './packetReader.ts';
import { connectPacket, disconnectPacket, packetTypes, pingPacket, subscribePacket, unsubscribePacket } from './packets.ts';

/** How an exchange ended before its answer came. */
export class ExchangeEnd extends Error {
  /** The first bytes that the server sent, where those were no MQTT. */
  readonly bytes: Buffer | undefined;
  /** What a server with MQTT 5 said as it closed. */
  readonly said: Suback | undefined;

  constructor(message: string, details: { readonly bytes?: Buffer; readonly said?: Suback; readonly cause?: unknown } = {}) {
    super(message, { cause: details.cause });
    this.name = 'ExchangeEnd';
    this.bytes = details.bytes;
    this.said = details.said;
  }
}

/** How long the server has to close after DISCONNECT, in milliseconds. */
const goodbyeMs = 500;

/** The few packets that the doctor exchanges. No message is ever acknowledged, so that the server keeps it. */
export class DoctorExchange {
  readonly #opened: OpenStream;
  readonly #version: 4 | 5;
  readonly #waits = new Waits();
  readonly #reader = new PacketReader((packet) => this.#took(packet));
  #answer: ((packet: ReadPacket) => void) | undefined;
  #awaited = 0;
  #ids = 0;
  #messages = 0;
  #first: Buffer | undefined;
  #said: Suback | undefined;
  #hasAsked = false;
  #hasAnswer = false;
  #isOver = false;

  /** Takes an open stream over. */
  constructor(opened: OpenStream, mqttVersion: '3.1.1' | '5') {
    this.#opened = opened;
    this.#version = mqttVersion === '5' ? 5 : 4;
    const { stream } = opened;
    stream.on('data', (bytes: Buffer) => this.#read(bytes));
    stream.on('error', (cause) => this.#over(new ExchangeEnd('the connection broke', { cause })));
    stream.once('end', () => this.#over(this.#closed()));
    stream.once('close', () => this.#over(this.#closed()));
  }

  /** How many messages came that the server keeps, since nobody acknowledged them. */
  get messages(): number {
    return this.#messages;
  }

  /** Says CONNECT. @throws ExchangeEnd when the connection ends before the CONNACK. */
  async connect(login: Login): Promise<Connack> {
    const { body } = await this.#ask(connectPacket(login), packetTypes.connack);
    const connack = readConnack(body, this.#version, this.#opened.redact);
    if (connack === undefined) throw new ExchangeEnd('the CONNACK is broken');
    return connack;
  }

  /** @throws ExchangeEnd when the connection ends before the SUBACK. */
  async subscribe(subscription: Subscription): Promise<Suback> {
    const { body } = await this.#ask(subscribePacket(++this.#ids, subscription, this.#version), packetTypes.suback);
    const suback = readSuback(body, this.#version, this.#opened.redact);
    if (suback === undefined) throw new ExchangeEnd('the SUBACK is broken');
    return suback;
  }

  async unsubscribe(filter: string): Promise<void> {
    await this.#ask(unsubscribePacket(++this.#ids, filter, this.#version), packetTypes.unsuback);
  }

  /** Resolves when the server has sent everything that it sends by itself after CONNACK. */
  async ping(): Promise<void> {
    await this.#ask(pingPacket, packetTypes.pingresp);
  }

  /** Says goodbye where that is still possible. Resolves when the connection is closed. */
  async close(): Promise<void> {
    const { stream, socket } = this.#opened;
    const closed = new Promise<void>((resolve) => {
      if (socket.closed) resolve();
      else socket.once('close', () => resolve());
    });
    // A server that has not answered yet may have let the client in, and would publish its will.
    if (this.#hasAsked && !this.#isOver) stream.end(disconnectPacket);
    else stream.destroy();
    const patience = setTimeout(() => stream.destroy(), goodbyeMs);
    const end = setTimeout(() => socket.destroy(), 2 * goodbyeMs);
    await closed;
    clearTimeout(patience);
    clearTimeout(end);
    stream.destroy();
  }

  #ask(packet: Buffer, answer: number): Promise<ReadPacket> {
    return this.#waits.begin((resolve) => {
      this.#hasAsked = true;
      this.#awaited = answer;
      this.#answer = resolve;
      this.#opened.stream.write(packet);
    });
  }

  #read(bytes: Buffer): void {
    if (this.#isOver) return;
    this.#first ??= Buffer.from(bytes.subarray(0, 64));
    // The first packet of a server is a CONNACK; whatever else comes is no MQTT.
    if (!this.#hasAnswer && this.#first[0] !== packetTypes.connack << 4) {
      this.#over(new ExchangeEnd('no CONNACK came', { bytes: this.#first }));
      return;
    }
    try {
      this.#reader.push(bytes);
    } catch (cause) {
      this.#over(new ExchangeEnd('what came is no MQTT', { cause, bytes: this.#first }));
    }
  }

  #took(packet: ReadPacket): void {
    if (packet.type === packetTypes.publish && (packet.flags & 0x06) !== 0) this.#messages++;
    if (packet.type === packetTypes.disconnect) {
      this.#said = readDisconnect(packet.body, this.#opened.redact);
      // Not every server closes the connection itself afterwards.
      this.#over(this.#closed());
    }
    if (packet.type !== this.#awaited) return;
    this.#hasAnswer = true;
    this.#answer?.(packet);
    this.#answer = undefined;
  }

  #closed(): ExchangeEnd {
    return new ExchangeEnd('the other side closed the connection', this.#said === undefined ? {} : { said: this.#said });
  }

  #over(end: ExchangeEnd): void {
    this.#isOver = true;
    this.#waits.fail(end);
  }
}
