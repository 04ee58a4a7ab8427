import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { ControlAddress } from '../../rpc/engineContract.ts';
import { createControlAddress, removeControlAddress } from './controlAddress.ts';
import { ControlConnection, type Controlled } from './controlConnection.ts';
import { expectKey } from './keyGate.ts';

const closeGraceMs = 1000;

/**
 * The private control socket: how the windows and engines of one user steer a platform and see its traffic.
 * Only this user can reach it, and only who knows the key is let in.
 */
export class ControlServer {
  readonly #controlled: Controlled;
  readonly #counted: (connections: number) => void;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #connections = new Set<ControlConnection>();
  #address: ControlAddress | undefined;

  /** `counted` is told how many connections there are, whenever that changes. */
  constructor(controlled: Controlled, counted: (connections: number) => void) {
    this.#controlled = controlled;
    this.#counted = counted;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** Begins to listen and gives the address. */
  async listen(): Promise<ControlAddress> {
    const address = createControlAddress();
    this.#address = address;
    this.#server.listen(address.path);
    await once(this.#server, 'listening');
    if (process.platform !== 'win32') chmodSync(address.path, 0o600);
    return address;
  }

  /** Ends all connections, after what was told has left; one that does not read has `closeGraceMs` for that. */
  async close(): Promise<void> {
    if (this.#address === undefined) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const connection of this.#connections) connection.dispose();
    const timer = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, closeGraceMs);
    for (const socket of this.#sockets) socket.destroySoon();
    await closed;
    clearTimeout(timer);
    removeControlAddress(this.#address);
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    expectKey(socket, this.#address?.key ?? '', () => this.#admit(socket));
  }

  #admit(socket: Socket): void {
    const connection = new ControlConnection(socket, this.#controlled, () => {
      if (this.#connections.delete(connection)) this.#counted(this.#connections.size);
    });
    this.#connections.add(connection);
    this.#counted(this.#connections.size);
    connection.start();
  }
}
