import type { Duplex } from 'node:stream';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { breach } from './breach.ts';
import { decodePacket } from './decodePacket.ts';
import { allowFirstPacket, allowPacket } from './lengthRule.ts';
import { Outbox } from './outbox.ts';
import { PacketCutter } from './packetCutter.ts';
import type { Packet } from './packets.ts';
import { WaitingTotal } from '../routing/waitingTotal.ts';

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
  /** The other end took what was written last. */
  taken?(): void;
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
  /** What arrived last, as far as it was not looked at yet. */
  #arrived: ReturnType<PacketCutter['take']> | undefined;
  #resting: Timer | undefined;
  #restsUntil = 0;
  #frozen = false;
  #readBytes = 0;
  /** The first bytes of the connection, until its first packet is complete. */
  #start: Buffer | undefined = Buffer.alloc(0);

  /** `commit` is called before anything is written; `total` counts what waits together with that of others. */
  constructor(stream: Duplex, clock: Clock, commit: () => void, total = new WaitingTotal()) {
    this.#stream = stream;
    this.#clock = clock;
    this.#outbox = new Outbox(stream, {
      commit,
      failed: (error) => this.#ears?.broke(error),
      taken: () => this.#ears?.taken?.(),
      total,
    });
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
      this.#setFlow();
    });
    this.#stream.on('error', (error) => gone(breach(91, `The network connection broke: ${error.message}.`)));
    this.#stream.on('end', () => gone(breach(91, 'The client closed the network connection without DISCONNECT.')));
    this.#stream.on('close', () => this.#outbox.discard());
    this.#stream.on('close', () => gone(breach(91, 'The network connection was closed without DISCONNECT.')));
  }

  /** Bytes that the client has not taken yet. */
  get waiting(): number {
    return this.#outbox.waiting;
  }

  /** Bytes that were read, and written, so far. */
  get carried(): { readonly readBytes: number; readonly writtenBytes: number } {
    return { readBytes: this.#readBytes, writtenBytes: this.#outbox.written };
  }

  /** Whether the client is not read because it shall be slowed. */
  get resting(): boolean {
    return this.#resting !== undefined;
  }

  /** Whether the client is not read because it does not read. */
  get paused(): boolean {
    return this.#outbox.waiting > pauseBytes;
  }

  /**
   * Reads no further for at least so long, from the next packet on; nothing is lost. `then` is called before reading goes on,
   * and may throw a refusal, which then arrives at `broke`. A rest within a longer one changes nothing.
   */
  rest(ms: number, then?: () => void): void {
    const until = this.#clock.now() + ms;
    if (this.#resting !== undefined && until <= this.#restsUntil) return;
    this.#restsUntil = until;
    this.#resting?.cancel();
    this.#resting = this.#clock.after(ms, () => {
      this.#resting = undefined;
      // Nothing was heard because nothing was read.
      this.#ears?.heard();
      this.#continue(then);
    });
  }

  send(packet: Buffer): void {
    if (this.#ears !== undefined && !this.#frozen) this.#outbox.send(packet);
  }

  /** Leaves the stream open, and neither reads it nor writes to it any more; whether it breaks is still reported. */
  freeze(): void {
    this.#frozen = true;
    this.#resting?.cancel();
    this.#resting = undefined;
    this.#stream.pause();
  }

  /** Sends what is waiting and closes. What still arrives is not looked at. */
  end(): void {
    this.#deafen();
    if (this.#stream.destroyed) return;
    this.#outbox.flush();
    this.#stream.end();
    this.#stream.resume();
    // Destroying at once would reset the connection, and with it could go a CONNACK that is still on its way.
    const grace = this.#clock.after(closeGraceMs, () => this.#stream.destroy());
    this.#stream.once('close', () => grace.cancel());
  }

  /** Looks at nothing that arrives any more; after so long it sends one last packet and closes. */
  endAfter(ms: number, last: Buffer): void {
    this.#deafen();
    this.#stream.resume();
    const wait = this.#clock.after(ms, () => {
      this.#outbox.send(last);
      this.end();
    });
    this.#stream.once('close', () => wait.cancel());
  }

  /** Closes without sending what is waiting. */
  destroy(): void {
    this.#deafen();
    this.#outbox.discard();
    this.#stream.destroy();
  }

  #deafen(): void {
    this.#ears = undefined;
    this.#resting?.cancel();
    this.#resting = undefined;
  }

  #take(bytes: Buffer): void {
    const ears = this.#ears;
    if (ears === undefined) return;
    ears.heard();
    this.#readBytes += bytes.length;
    if (this.#start !== undefined) this.#start = Buffer.concat([this.#start, bytes.subarray(0, 16)]);
    this.#arrived = this.#cutter.take(bytes);
    this.#continue();
  }

  #continue(first?: () => void): void {
    try {
      first?.();
      while (this.#ears !== undefined && this.#resting === undefined && !this.#frozen) {
        const next = this.#arrived?.next();
        if (next === undefined || next.done === true) break;
        this.#start = undefined;
        this.#ears.packet(decodePacket(next.value[0], next.value[1]));
      }
    } catch (error) {
      this.#ears?.broke(error);
    }
    this.#setFlow();
  }

  /** A stream that is paused gives nothing, so whatever arrived is looked at before more comes. */
  #setFlow(): void {
    if (this.#ears === undefined || this.#frozen) return;
    if (this.#resting !== undefined || this.paused) this.#stream.pause();
    else if (this.#stream.isPaused()) this.#stream.resume();
  }

  #allow(first: number, length: number): void {
    if (this.#start === undefined) allowPacket(first, length);
    else allowFirstPacket(first, length, this.#start);
  }
}
