import { connect, createServer, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { listening } from './servers.ts';

/** Where a proxy leads. */
export interface ProxyTarget {
  readonly host: string;
  readonly port: number;
}

/** What a proxy does with what it carries. */
type Manner = 'pass' | 'swallow' | 'refuse';

/** A way to a server on which everything goes wrong that goes wrong on a network. Ends with the test. */
export class FaultProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #target: ProxyTarget;
  readonly #open = new Set<Carried>();
  #manner: Manner = 'pass';
  #delayMs = 0;
  #connections = 0;

  private constructor(server: Server, port: number, target: ProxyTarget) {
    this.#server = server;
    this.#target = target;
    this.port = port;
    server.on('connection', (socket) => this.#accept(socket));
  }

  static async start(context: TestContext, target: ProxyTarget): Promise<FaultProxy> {
    const server = createServer();
    const { port } = await listening(context, server);
    const proxy = new FaultProxy(server, port, target);
    context.after(() => proxy.cut());
    return proxy;
  }

  /** How many connections came so far, the refused ones included. */
  get connections(): number {
    return this.#connections;
  }

  /** How many are open at the client's end. */
  get open(): number {
    return this.#open.size;
  }

  /** From now on everything arrives this much later, in order. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** Breaks all connections off: both ends get a reset. */
  cut(): void {
    for (const carried of this.#open) carried.reset();
  }

  /** Swallows everything both ways and keeps the sockets open, new ones as well. */
  halfOpen(): void {
    this.#manner = 'swallow';
    for (const carried of this.#open) carried.swallow();
  }

  /** Writes bytes to all clients that no server sent. */
  garbage(bytes: Uint8Array): void {
    for (const carried of this.#open) carried.garbage(bytes);
  }

  /** Closes new connections at once. */
  refuse(): void {
    this.#manner = 'refuse';
  }

  /** Everything works again. What was half open is reset, as it is when such a network comes back. */
  heal(): void {
    this.#manner = 'pass';
    this.#delayMs = 0;
    for (const carried of this.#open) if (carried.swallows) carried.reset();
  }

  #accept(client: Socket): void {
    this.#connections++;
    if (this.#manner === 'refuse') {
      client.on('error', () => undefined);
      client.destroy();
      return;
    }
    const carried = new Carried(client, this.#manner === 'pass' ? connect(this.#target) : undefined, () => this.#delayMs);
    this.#open.add(carried);
    client.once('close', () => this.#open.delete(carried));
    if (!this.#server.listening) carried.reset();
  }
}

/** One connection and what the server sees of it, if anything. */
class Carried {
  readonly #client: Socket;
  readonly #server: Socket | undefined;
  #swallows: boolean;

  constructor(client: Socket, server: Socket | undefined, delayMs: () => number) {
    this.#client = client;
    this.#server = server;
    this.#swallows = server === undefined;
    client.on('error', () => server?.destroy());
    client.on('close', () => server?.destroy());
    if (server === undefined) client.resume();
    else {
      server.on('error', () => client.resetAndDestroy());
      this.#carry(client, server, delayMs);
      this.#carry(server, client, delayMs);
    }
  }

  get swallows(): boolean {
    return this.#swallows;
  }

  swallow(): void {
    this.#swallows = true;
  }

  reset(): void {
    this.#client.resetAndDestroy();
    this.#server?.resetAndDestroy();
  }

  garbage(bytes: Uint8Array): void {
    this.#client.write(bytes);
  }

  #carry(from: Socket, to: Socket, delayMs: () => number): void {
    let arrived = Promise.resolve();
    const later = (act: () => void): void => {
      const ms = delayMs();
      // What is late must not keep the process of a test alive that is over.
      const due = ms === 0 ? undefined : new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
      // What is late holds up what comes after it.
      arrived = arrived.then(() => due).then(() => (this.#swallows ? undefined : act()));
    };
    from.on('data', (bytes) => later(() => to.write(bytes)));
    from.on('end', () => later(() => to.end()));
  }
}
