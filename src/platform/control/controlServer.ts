import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { LocalControl } from '../../rpc/engineContract.ts';
import { createControlAddress, removeControlAddress } from './controlAddress.ts';
import type { ControlConnections } from './controlConnections.ts';
import { expectKey } from './keyGate.ts';

const closeGraceMs = 1000;

/**
 * The private control socket: how the windows and engines of one user steer a platform and see its traffic.
 * Only this user can reach it, and only who knows the key is let in.
 */
export class ControlServer {
  readonly #connections: ControlConnections;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #address: LocalControl | undefined;

  constructor(connections: ControlConnections) {
    this.#connections = connections;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** Begins to listen and gives the address. */
  async listen(): Promise<LocalControl> {
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
    this.#connections.dispose();
    const timer = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, closeGraceMs);
    for (const socket of this.#sockets) socket.destroySoon();
    await closed;
    clearTimeout(timer);
    removeControlAddress(this.#address.path);
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    expectKey(socket, this.#address?.key ?? '', () => this.#connections.admit(socket, 'a window or command of this user'));
  }
}
