import type { Duplex } from 'node:stream';
import type { PausableWire, WireEars } from '../wire.ts';
import { encodeFrame, FrameReader } from './frameCodec.ts';

/** A wire over a socket, or over any other stream of bytes in both directions. */
export class SocketWire implements PausableWire {
  readonly #socket: Duplex;
  readonly #reader = new FrameReader();
  #ended = false;

  constructor(socket: Duplex) {
    this.#socket = socket;
  }

  open(ears: WireEars): void {
    const end = (why: Error): void => {
      if (this.#ended) return;
      this.#ended = true;
      this.#socket.destroy();
      ears.end(why);
    };
    this.#socket.on('data', (bytes: Buffer) => {
      if (this.#ended) return;
      try {
        for (const frame of this.#reader.take(bytes)) ears.frame(frame);
      } catch (error) {
        end(new Error('The control connection carried something that is no frame', { cause: error }));
      }
    });
    this.#socket.on('error', (error) => end(new Error('The control connection broke', { cause: error })));
    this.#socket.on('close', () => end(new Error('The control connection was closed')));
    // Whoever looked at the first bytes has paused it.
    this.#socket.resume();
  }

  send(frame: unknown): void {
    if (!this.#ended && this.#socket.writable) this.#socket.write(encodeFrame(frame));
  }

  /** Bytes that were sent but not yet taken by the other end. */
  get waiting(): number {
    return this.#socket.writableLength;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#ended = true;
    // Of a socket that is not read nobody hears that the other end has closed it, too.
    this.resume();
    this.#socket.end();
  }
}
