import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../rpc/node/clock.ts';
import { controlProtocol } from '../../rpc/node/remoteControl.ts';
import { isLoopback } from '../../wiotp/loopback.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { normalHostName } from '../certificates/hostNames.ts';
import { breach } from '../mqtt/breach.ts';
import type { Caller } from './caller.ts';
import { hostFault } from './hostFault.ts';
import { refusalAnswer, refusalBody } from './httpRefusal.ts';
import { HttpRoom } from './httpRoom.ts';
import { headerMs, HttpVisit } from './httpVisit.ts';
import { identityPath, ownIdentity } from './identity.ts';
import type { Link } from './link.ts';
import { peerHost } from './peerHost.ts';
import type { PortHandlers } from './portHandlers.ts';
import { sayLast } from './sayLast.ts';
import { WebSocketDoor } from './webSocketDoor.ts';

/** How long a connection without requests is kept. */
const keepAliveMs = 15_000;

/** The header of a request may have so many bytes. */
const maxHeaderBytes = 16 * 1024;

/** What the HTTP door works with. */
export interface HttpSurroundings {
  readonly handlers: PortHandlers;
  readonly clock: Clock;
  readonly org: string;
  /** Knows the platform's names and addresses besides those of loopback. */
  readonly isOurs: (host: string) => boolean;
}

/** Takes connections that speak HTTP: an HTTP server without a port of its own, with WebSocket and the control protocol behind it. */
export class HttpDoor {
  readonly #surroundings: HttpSurroundings;
  readonly #server: Server;
  readonly #webSockets: WebSocketDoor;
  readonly #visits = new WeakMap<Duplex, HttpVisit>();
  readonly #room = new HttpRoom();

  constructor(surroundings: HttpSurroundings) {
    this.#surroundings = surroundings;
    this.#webSockets = new WebSocketDoor((socket, why) => this.#turnAway(socket, 400, why), surroundings.clock);
    // A missing Host is refused here, so that the client and those who watch read why.
    this.#server = createServer({ maxHeaderSize: maxHeaderBytes, keepAliveTimeout: keepAliveMs, requireHostHeader: false });
    this.#server.on('request', (request, response) => this.#request(request, response));
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket) => this.#broken(error, socket));
  }

  /** Serves a connection, TCP or TLS, whose first bytes are back in the stream. */
  take(socket: Socket, link: Link, caller: Caller): void {
    const { handlers, clock } = this.#surroundings;
    const full = this.#room.enter(socket, peerHost(caller.peer));
    if (full !== undefined) {
      const why = breach(104, full, 'Close connections that are not needed, and try again.');
      handlers.refused(link, why);
      return sayLast(socket, refusalAnswer(503, why), clock);
    }
    socket.once('close', () => this.#room.leave(socket));
    const visit = new HttpVisit(socket, link, caller, clock);
    this.#visits.set(socket, visit);
    visit.open(() => this.#late(socket));
    this.#server.emit('connection', socket);
  }

  #request(request: IncomingMessage, response: ServerResponse): void {
    const { handlers, isOurs, org } = this.#surroundings;
    const { socket } = request;
    const visit = this.#visits.get(socket);
    if (visit === undefined) return void socket.destroy();
    const { link } = visit;
    if (!visit.begin(request, response, () => this.#late(socket))) return;
    const wrong = hostFault(request, isOurs);
    if (wrong !== undefined) {
      handlers.refused(link, wrong.why);
      response.shouldKeepAlive = false;
      answer(response, wrong.status, refusalBody(wrong.why));
    } else if (request.url === identityPath && isFromHere(socket)) {
      answer(response, 200, JSON.stringify(ownIdentity(org)));
    } else {
      handlers.http(request, response, link);
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { handlers, isOurs } = this.#surroundings;
    const visit = this.#visits.get(socket);
    if (visit === undefined) return void socket.destroy();
    const { link } = visit;
    visit.end();
    const wrong = hostFault(request, isOurs);
    if (wrong !== undefined) return this.#turnAway(socket, wrong.status, wrong.why);
    const wanted = request.headers.upgrade?.toLowerCase() ?? '';
    if (wanted === 'websocket') {
      return this.#webSockets.take(request, socket, head, (stream) => {
        this.#room.leave(socket);
        const over = { ...link, webSocket: true };
        handlers.arrived(over, 'webSocket');
        handlers.mqtt(stream, over);
      });
    }
    if (wanted !== controlProtocol || link.service !== 'full') {
      const advice = `Ask for websocket to speak MQTT, and for plain HTTP/1.1 otherwise.`;
      return this.#turnAway(
        socket,
        400,
        breach(105, `The platform does not switch to the protocol ${JSON.stringify(wanted.slice(0, 40))}.`, advice),
      );
    }
    if (!link.secure && !isLoopback(normalHostName(request.socket.remoteAddress ?? ''))) {
      const advice = 'Use the https:// address of the platform; http:// is for its own machine only.';
      return this.#turnAway(socket, 403, breach(180, 'The platform is not steered over plain HTTP from another machine.', advice));
    }
    this.#room.leave(socket);
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${controlProtocol}\r\n\r\n`);
    if (head.length > 0) socket.unshift(head);
    handlers.control(socket, link);
  }

  #broken(error: NodeJS.ErrnoException, socket: Duplex): void {
    // The connection itself broke: nobody is there to be told.
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const tooLong = error.code === 'HPE_HEADER_OVERFLOW';
    const what = tooLong ? `has a header of more than ${maxHeaderBytes} bytes` : `is malformed (${error.message})`;
    this.#turnAway(socket, tooLong ? 431 : 400, breach(105, `The HTTP request ${what}.`, 'Send HTTP/1.1 with a complete header.'));
  }

  #late(socket: Socket): void {
    const why = breach(164, `The client sent no complete HTTP request within ${headerMs / 1000} s.`, 'Send the whole header at once.');
    this.#turnAway(socket, 408, why);
  }

  #turnAway(socket: Duplex, status: number, why: Refusal): void {
    const { handlers, clock } = this.#surroundings;
    const visit = this.#visits.get(socket);
    visit?.end();
    if (visit !== undefined) handlers.refused(visit.link, why);
    sayLast(socket, refusalAnswer(status, why), clock);
  }
}

function answer(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }).end(json);
}

/** Whether the other end is a program of this machine. */
function isFromHere({ remoteAddress = '', localAddress = '' }: Socket): boolean {
  return isLoopback(normalHostName(remoteAddress)) || remoteAddress === localAddress;
}
