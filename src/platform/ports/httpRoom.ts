import type { Duplex } from 'node:stream';

/** How many connections may speak plain HTTP at once, in all. */
const mostInAll = 1000;

/** And from one address: who is slow there holds up nobody else. */
const mostOfHost = 100;

/** Counts the connections that speak plain HTTP. What went on as a WebSocket, or as something else, is no longer one. */
export class HttpRoom {
  readonly #inside = new Map<Duplex, string>();
  readonly #perHost = new Map<string, number>();

  /** Lets a connection from this address in. @returns why there is no room for it, as a full sentence; `undefined` when there is. */
  enter(socket: Duplex, host: string): string | undefined {
    if (this.#inside.size >= mostInAll) return `There are ${mostInAll} HTTP connections already.`;
    const ofHost = this.#perHost.get(host) ?? 0;
    if (ofHost >= mostOfHost) return `There are ${mostOfHost} HTTP connections from ${host} already.`;
    this.#inside.set(socket, host);
    this.#perHost.set(host, ofHost + 1);
    return undefined;
  }

  /** A connection ended, or speaks HTTP no more; it may have left before. */
  leave(socket: Duplex): void {
    const host = this.#inside.get(socket);
    if (host === undefined) return;
    this.#inside.delete(socket);
    const rest = (this.#perHost.get(host) ?? 1) - 1;
    if (rest === 0) this.#perHost.delete(host);
    else this.#perHost.set(host, rest);
  }
}
