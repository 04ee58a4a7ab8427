import type { Duplex } from 'node:stream';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { breach } from './breach.ts';
import { decodePacket } from './decodePacket.ts';
import { allowFirstPacket, allowPacket } from './lengthRule.ts';
import { Outbox } from './outbox.ts';
import { PacketCutter } from './packetCutter.ts';
import type { Packet } from './packets.ts';
import { PublishGate } from './publishGate.ts';
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

/** What a packet socket shares with others. */
export interface SharedFlow {
  /** Counts what waits, together with that of others. */
  readonly total?: WaitingTotal | undefined;
  /** While it is shut, nothing is read from the next PUBLISH on. */
  readonly gate?: PublishGate | undefined;
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
  readonly #gate: PublishGate;
  /** The PUBLISH that stands in front of the gate. */
  #halted: Packet | undefined;
  #leaveGate: (() => void) | undefined;
  #resting: Timer | undefined;
  #restsUntil = 0;
  #frozen = false;
  #readBytes = 0;
  /** The first bytes of the connection, until its first packet is complete. */
  #start: Buffer | undefined = Buffer.alloc(0);

  /** `commit` is called before anything is written. */
  constructor(stream: Duplex, clock: Clock, commit: () => void, { total = new WaitingTotal(), gate = new PublishGate() }: SharedFlow = {}) {
    this.#stream = stream;
    this.#gate = gate;
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
    return this.#resting !== undefined || this.#halted !== undefined;
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
    this.#stopResting();
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
    this.#stopResting();
  }

  #stopResting(): void {
    this.#resting?.cancel();
    this.#resting = undefined;
    this.#leaveGate?.();
    this.#leaveGate = undefined;
    this.#halted = undefined;
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
        const packet = this.#next();
        if (packet === undefined) break;
        this.#ears.packet(packet);
      }
    } catch (error) {
      this.#ears?.broke(error);
    }
    this.#setFlow();
  }

  /** The next packet that may be looked at now. */
  #next(): Packet | undefined {
    const packet = this.#halted ?? this.#cut();
    const isHalted = packet?.type === 'publish' && this.#gate.isShut;
    this.#halted = isHalted ? packet : undefined;
    if (!isHalted) return packet;
    this.#leaveGate ??= this.#gate.whenOpen(() => this.#pass());
    return undefined;
  }

  #cut(): Packet | undefined {
    const next = this.#arrived?.next();
    if (next === undefined || next.done === true) return undefined;
    this.#start = undefined;
    return decodePacket(next.value[0], next.value[1]);
  }

  #pass(): void {
    this.#leaveGate = undefined;
    // Nothing was heard because nothing was read.
    this.#ears?.heard();
    this.#continue();
  }

  /** A stream that is paused gives nothing, so whatever arrived is looked at before more comes. */
  #setFlow(): void {
    if (this.#ears === undefined || this.#frozen) return;
    if (this.resting || this.paused) this.#stream.pause();
    else if (this.#stream.isPaused()) this.#stream.resume();
  }

  #allow(first: number, length: number): void {
    if (this.#start === undefined) allowPacket(first, length);
    else allowFirstPacket(first, length, this.#start);
  }
}
