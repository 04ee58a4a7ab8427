import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { Caller } from './caller.ts';
import type { Link } from './link.ts';

/** How long a client may take from the open connection, or from the last answer, to the end of the next request's header. */
export const headerMs = 30_000;

/** How long a client may take to send the body of a request. */
const bodyMs = 60_000;

/** How many requests a client may send before it has read the answer to the first. */
const maxPipelined = 16;

/** One HTTP connection: nothing that a client does slowly lasts for ever. */
export class HttpVisit {
  readonly link: Link;
  readonly #socket: Socket;
  readonly #caller: Caller;
  readonly #clock: Clock;
  /** Requests that are not answered yet. */
  #requests = 0;
  #timer: Timer | undefined;
  /** Of the bodies that are still on their way. An answer that waits for another is not told of the end of its connection. */
  readonly #bodies = new Set<Timer>();
  #ended = false;

  constructor(socket: Socket, link: Link, caller: Caller, clock: Clock) {
    this.link = link;
    this.#socket = socket;
    this.#caller = caller;
    this.#clock = clock;
  }

  /** Begins to wait for a request; `late` is called when none comes in time. */
  open(late: () => void): void {
    this.#socket.once('close', () => this.end());
    this.#await(late);
  }

  /** A request's header arrived; tells whether it may be served. A connection with too many requests is cut. */
  begin(request: IncomingMessage, response: ServerResponse, late: () => void): boolean {
    if (++this.#requests > maxPipelined) {
      this.#socket.destroy();
      return false;
    }
    this.#caller.idle = false;
    this.#timer?.cancel();
    const body = this.#clock.after(bodyMs, () => {
      if (!request.complete) this.#socket.destroy();
    });
    this.#bodies.add(body);
    response.once('close', () => {
      body.cancel();
      this.#bodies.delete(body);
      if (--this.#requests === 0) this.#await(late);
    });
    return true;
  }

  /** HTTP ends here: the connection is closed, or goes on as something else. */
  end(): void {
    this.#ended = true;
    this.#timer?.cancel();
    for (const body of this.#bodies) body.cancel();
    this.#caller.idle = false;
  }

  #await(late: () => void): void {
    if (this.#ended) return;
    this.#caller.idle = true;
    this.#timer = this.#clock.after(headerMs, late);
  }
}
