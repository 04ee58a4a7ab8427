import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import * as mqttPacket from 'mqtt-packet';
import type { Packet } from 'mqtt-packet';

/** Takes one packet that arrived: its first byte, and its body in `bytes` from `start` to `end`. */
export type Taker = (first: number, bytes: Buffer, start: number, end: number) => void;

/** Who a client of a load is. */
export interface Login {
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  readonly clean: boolean;
}

/** An MQTT client that costs as little as possible, so that a load measures the broker and not itself. */
export class LoadClient {
  readonly #socket: Socket;
  #rest: Buffer | undefined;
  #take: Taker;

  private constructor(socket: Socket, take: Taker) {
    this.#socket = socket;
    this.#take = take;
    socket.on('data', (bytes) => this.#cut(bytes));
  }

  /** Connects, and gives everything after CONNACK to `take`. @throws Error when the broker does not want it. */
  static async connect(port: number, { username, password, ...login }: Login, take: Taker): Promise<LoadClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const client = new LoadClient(socket, (_first, bytes, start) => resolve(bytes[start + 1] ?? -1));
    const closed = (): void => reject(new Error('The broker closed a connection'));
    socket.once('close', closed);
    const credentials = username === undefined ? {} : { username, password: Buffer.from(password ?? '') };
    client.send(encode({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, keepalive: 0, ...login, ...credentials }));
    const code = await promise;
    if (code !== 0) throw new Error(`CONNACK ${code}`);
    socket.off('close', closed);
    client.#take = take;
    return client;
  }

  send(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  /** Holds what is sent back until `flush`, so that many packets leave in one write. */
  hold(): void {
    this.#socket.cork();
  }

  flush(): void {
    this.#socket.uncork();
  }

  end(): void {
    this.#socket.destroy();
  }

  #cut(arrived: Buffer): void {
    const bytes = this.#rest === undefined ? arrived : Buffer.concat([this.#rest, arrived]);
    let at = 0;
    this.#socket.cork();
    for (;;) {
      let length = 0;
      let body = at + 1;
      let shift = 0;
      let byte = 128;
      while (byte >= 128 && body < bytes.length) {
        byte = bytes[body++] ?? 0;
        length |= (byte & 127) << shift;
        shift += 7;
      }
      if (byte >= 128 || body + length > bytes.length) break;
      this.#take(bytes[at] ?? 0, bytes, body, body + length);
      at = body + length;
    }
    this.#rest = at < bytes.length ? bytes.subarray(at) : undefined;
    this.#socket.uncork();
  }
}

/** A packet as bytes. */
export function encode(packet: Packet): Buffer {
  return mqttPacket.generate(packet);
}
