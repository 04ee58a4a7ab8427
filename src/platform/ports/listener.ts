import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Refusal } from '../../wiotp/refusal.ts';
import type { Caller } from './caller.ts';
import type { PortWish } from './portWish.ts';
import { whyNoPort } from './whyNoPort.ts';

/** More connections than that at one port are closed at once: no number of them may use up the process. */
const maxConnections = 20_000;

/** How long a silent network connection may last before the system asks whether the other end is still there. */
const probeAfterMs = 60_000;

/** Where a listener listens. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** The port that was wished for, if another had to be taken. */
  readonly wantedPort?: number;
  /** Why, as a full sentence. */
  readonly taken?: string;
}

/** Accepts TCP connections. */
export class Listener {
  readonly #server: Server;
  readonly #failed: (error: unknown) => void;
  readonly #callers = new Map<Socket, Caller>();

  /** `accept` gets everybody who connects; `failed` hears what goes wrong while listening. */
  constructor(accept: (caller: Caller) => void, failed: (error: unknown) => void) {
    this.#failed = failed;
    this.#server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: probeAfterMs }, (socket) => {
      const caller: Caller = { socket, peer: peerOf(socket), idle: true };
      this.#callers.set(socket, caller);
      socket.once('close', () => this.#callers.delete(socket));
      // Whoever serves the connection hears of its end by `close`; before and after that, nobody else listens.
      socket.on('error', () => socket.destroy());
      accept(caller);
    });
    this.#server.maxConnections = maxConnections;
  }

  /** @throws Refusal when the port or the host cannot be used. */
  async listen(host: string, { port, orAnother }: PortWish): Promise<Listening> {
    try {
      return { host, port: await this.#listen(host, port) };
    } catch (error) {
      const why = await whyNoPort({ host, port }, error);
      if (why === undefined) throw cannotListen(host, port, error);
      if (!orAnother || port === 0) throw portTaken(why, error);
      return { host, port: await this.#listen(host, 0), wantedPort: port, taken: why };
    }
  }

  /** Stops listening for that reason; resolves when the last socket is closed. Sockets that are still open after `graceMs` are destroyed. */
  async close(graceMs: number, why: Refusal): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const caller of this.#callers.values()) {
      if (!caller.idle) continue;
      caller.cut = why;
      caller.socket.destroy();
    }
    const timer = setTimeout(() => {
      for (const socket of this.#callers.keys()) socket.destroy();
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

function portTaken(why: string, cause: unknown): Refusal {
  const advice = 'Choose another port, or stop the program that uses this one.';
  return new Refusal(why, { rule: 'a port is served by one program', advice }, { cause });
}

function cannotListen(host: string, port: number, cause: unknown): Refusal {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new Refusal(
    `${host}:${port} cannot be listened on (${message}).`,
    { rule: 'a port is opened at an address of this machine', advice: 'Give an address of this machine, and a port from 0 to 65535.' },
    { cause },
  );
}
