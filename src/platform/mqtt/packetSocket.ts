import type { Duplex } from 'node:stream';
import type { Refusal } from '../../wiotp/refusal.ts';
import { breach } from './breach.ts';
import type { Clock } from '../clock.ts';
import { decodePacket } from './decodePacket.ts';
import { allowFirstPacket, allowPacket } from './lengthRule.ts';
import { Outbox } from './outbox.ts';
import { PacketCutter } from './packetCutter.ts';
import type { Packet } from './packets.ts';

/** A client that leaves this much unread is not read either until it catches up, so that its answers cannot pile up. */
const pauseBytes = 1024 * 1024;

/** How long the other end may take to close its side before the socket is destroyed. */
const closeGraceMs = 1000;

/** What a packet socket reports. Nothing is reported after `end`. */
export interface PacketEars {
  /** Bytes arrived, complete packets or not. */
  heard(): void;
  /** May throw a refusal, which then arrives at `broke`. */
  packet(packet: Packet): void;
  /** What arrived broke a rule, or taking it failed. */
  broke(error: unknown): void;
  /** The other end or the network ended it. */
  gone(why: Refusal): void;
}

/** MQTT packets over a stream: TCP today, whatever carries bytes tomorrow. */
export class PacketSocket {
  readonly #stream: Duplex;
  readonly #clock: Clock;
  readonly #outbox: Outbox;
  readonly #cutter = new PacketCutter((first, length) => this.#allow(first, length));
  #ears: PacketEars | undefined;
  /** The first bytes of the connection, until its first packet is complete. */
  #start: Buffer | undefined = Buffer.alloc(0);

  constructor(stream: Duplex, clock: Clock) {
    this.#stream = stream;
    this.#clock = clock;
    this.#outbox = new Outbox(stream);
  }

  /** Begins to read. */
  open(ears: PacketEars): void {
    this.#ears = ears;
    const gone = (why: Refusal): void => {
      const last = this.#ears;
      this.#ears = undefined;
      last?.gone(why);
    };
    this.#stream.on('data', (bytes: Buffer) => this.#take(bytes));
    this.#stream.on('drain', () => {
      this.#outbox.flush();
      if (this.#outbox.waiting <= pauseBytes) this.#stream.resume();
    });
    this.#stream.on('error', (error) => gone(breach(91, `The network connection broke: ${error.message}.`)));
    this.#stream.on('end', () => gone(breach(91, 'The client closed the network connection without DISCONNECT.')));
    this.#stream.on('close', () => gone(breach(91, 'The network connection was closed without DISCONNECT.')));
  }

  /** Bytes that the client has not taken yet. */
  get waiting(): number {
    return this.#outbox.waiting;
  }

  /** Whether the client is not read because it does not read. */
  get paused(): boolean {
    return this.#outbox.waiting > pauseBytes;
  }

  send(packet: Buffer): void {
    if (this.#ears !== undefined) this.#outbox.send(packet);
  }

  /** Sends what is waiting and closes. What still arrives is not looked at. */
  end(): void {
    this.#ears = undefined;
    if (this.#stream.destroyed) return;
    this.#outbox.flush();
    this.#stream.end();
    this.#stream.resume();
    // Destroying at once would reset the connection, and with it could go a CONNACK that is still on its way.
    const grace = this.#clock.after(closeGraceMs, () => this.#stream.destroy());
    this.#stream.once('close', () => grace.cancel());
  }

  /** Closes without sending what is waiting. */
  destroy(): void {
    this.#ears = undefined;
    this.#stream.destroy();
  }

  #take(bytes: Buffer): void {
    const ears = this.#ears;
    if (ears === undefined) return;
    ears.heard();
    if (this.#start !== undefined) this.#start = Buffer.concat([this.#start, bytes.subarray(0, 16)]);
    try {
      for (const [first, body] of this.#cutter.take(bytes)) {
        this.#start = undefined;
        ears.packet(decodePacket(first, body));
        if (this.#ears === undefined) return;
      }
      if (this.paused) this.#stream.pause();
    } catch (error) {
      ears.broke(error);
    }
  }

  #allow(first: number, length: number): void {
    if (this.#start === undefined) allowPacket(first, length);
    else allowFirstPacket(first, length, this.#start);
  }
}
