import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Refusal } from '../wiotp/refusal.ts';

/** Which port to listen on. */
export interface PortWish {
  /** 0 for any. */
  readonly port: number;
  /** Take any free port when this one is taken. */
  readonly orAnother: boolean;
}

/** Where a listener listens. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** The port that was wished for, if another had to be taken. */
  readonly wantedPort?: number;
}

/** Accepts TCP connections. */
export class Listener {
  readonly #server: Server;
  readonly #failed: (error: unknown) => void;
  readonly #sockets = new Set<Socket>();

  /** `accept` gets each socket with its network address; `failed` hears what goes wrong while listening. */
  constructor(accept: (socket: Socket, peer: string) => void, failed: (error: unknown) => void) {
    this.#failed = failed;
    this.#server = createServer({ noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      accept(socket, peerOf(socket));
    });
  }

  /** @throws Refusal when the port or the host cannot be used. */
  async listen(host: string, { port, orAnother }: PortWish): Promise<Listening> {
    try {
      return { host, port: await this.#listen(host, port) };
    } catch (error) {
      if (!orAnother || port === 0 || !isTaken(error)) throw refusalFor(host, port, error);
      return { host, port: await this.#listen(host, 0), wantedPort: port };
    }
  }

  /** Stops listening; resolves when the last socket is closed. Sockets that are still open after `graceMs` are destroyed. */
  async close(graceMs: number): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    const timer = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, graceMs);
    await closed;
    clearTimeout(timer);
  }

  async #listen(host: string, port: number): Promise<number> {
    this.#server.listen(port, host);
    await once(this.#server, 'listening');
    this.#server.on('error', this.#failed);
    return (this.#server.address() as AddressInfo).port;
  }
}

/** `127.0.0.1:52011`, also for IPv4 clients of an IPv6 socket. */
function peerOf({ remoteAddress = '', remotePort = 0 }: Socket): string {
  return `${remoteAddress.replace(/^::ffff:/, '')}:${remotePort}`;
}

function isTaken(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'EADDRINUSE' || code === 'EACCES';
}

function refusalFor(host: string, port: number, error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  const what = isTaken(error) ? `Port ${port} of ${host} is taken or not allowed` : `${host}:${port} cannot be listened on`;
  return new Refusal(
    `${what} (${message}).`,
    { rule: 'a port is served by one program', advice: 'Choose another port, or stop the program that uses this one.' },
    { cause: error },
  );
}
