import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import * as mqttPacket from 'mqtt-packet';
import type { IConnackPacket, IConnectPacket, ISubackPacket, Packet, PacketCmd, QoS } from 'mqtt-packet';
import { soon } from './soon.ts';

/** An MQTT client that does exactly what it is told: packets and bytes, legal or not. */
export class RawClient {
  readonly socket: Socket;
  /** The address that the platform sees. */
  readonly peer: string;
  /** Packets that arrived and were not asked for yet. */
  readonly packets: Packet[] = [];
  readonly #closed: Promise<void>;
  readonly #parser = mqttPacket.parser({ protocolVersion: 4 });
  #heard = Promise.withResolvers<void>();

  constructor(socket: Socket) {
    this.socket = socket;
    this.peer = `${socket.localAddress}:${socket.localPort}`;
    this.#closed = new Promise((resolve) => {
      socket.once('close', () => resolve());
    });
    this.#parser.on('packet', (packet) => {
      this.packets.push(packet);
      this.#wake();
    });
    socket.on('data', (bytes) => this.#parser.parse(bytes));
    // The platform may reset the connection; the tests look at `closed`.
    socket.on('error', () => undefined);
    socket.once('close', () => this.#wake());
  }

  static async dial(port: number): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** Resolves when the connection is closed. */
  get closed(): Promise<void> {
    return soon('the end of a connection', this.#closed);
  }

  send(packet: Packet | Uint8Array): void {
    this.socket.write(packet instanceof Uint8Array ? packet : mqttPacket.generate(packet));
  }

  /** Sends CONNECT and gives the CONNACK. */
  async connect(options: Partial<Omit<IConnectPacket, 'password'>> & { readonly password?: string }): Promise<IConnackPacket> {
    const { password, ...rest } = options;
    this.send({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      keepalive: 0,
      clientId: '',
      ...rest,
      ...(password === undefined ? {} : { password: Buffer.from(password) }),
    });
    return this.next('connack');
  }

  /** Subscribes to one filter and gives the SUBACK. */
  async subscribe(filter: string, qos: QoS = 1): Promise<ISubackPacket> {
    this.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: filter, qos }] });
    return this.next('suback');
  }

  publish(topic: string, payload: string | Buffer, options: { qos?: QoS; messageId?: number; retain?: boolean; dup?: boolean } = {}): void {
    const { qos = 0, messageId = 1, retain = false, dup = false } = options;
    this.send({ cmd: 'publish', topic, payload, qos, retain, dup, ...(qos > 0 ? { messageId } : {}) });
  }

  /** Takes the next packet of a type; packets before it stay. @throws Error when the connection closes first. */
  async next<C extends PacketCmd>(cmd: C): Promise<Extract<Packet, { cmd: C }>> {
    for (;;) {
      const at = this.packets.findIndex((packet) => packet.cmd === cmd);
      if (at >= 0) return this.packets.splice(at, 1)[0] as Extract<Packet, { cmd: C }>;
      if (this.socket.closed) throw new Error(`The connection was closed before ${cmd}`);
      await soon(cmd, this.#heard.promise);
    }
  }

  /** Resolves when everything that the platform sent before now has arrived. */
  async settled(): Promise<void> {
    this.send({ cmd: 'pingreq' });
    await this.next('pingresp');
  }

  #wake(): void {
    this.#heard.resolve();
    this.#heard = Promise.withResolvers();
  }
}
