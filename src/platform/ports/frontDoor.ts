import type { Socket } from 'node:net';
import type { Refusal } from '../../wiotp/refusal.ts';
import type { CertificateStore } from '../certificates/certificateStore.ts';
import { breach } from '../mqtt/breach.ts';
import { awaitFirstBytes, silenceMs } from './awaitFirstBytes.ts';
import type { Caller } from './caller.ts';
import type { Protocol } from './firstBytes.ts';
import { closedAfterHandshake } from './handshakeFailure.ts';
import { HttpDoor, type HttpSurroundings } from './httpDoor.ts';
import { refusalAnswer } from './httpRefusal.ts';
import type { Link } from './link.ts';
import { sayLast } from './sayLast.ts';
import { TlsDoor } from './tlsDoor.ts';

const tlsAdvice = 'This port speaks TLS: switch TLS on in the client (mqtts://, wss:// or https://), or use the port without TLS.';

/** Finds out what everybody who connects speaks, and hands them to those who serve it. Whoever is turned away is told why. */
export class FrontDoor {
  readonly #surroundings: HttpSurroundings;
  readonly #http: HttpDoor;
  readonly #tls: TlsDoor | undefined;

  /** Without `certificates` there are no secure ports. */
  constructor(surroundings: HttpSurroundings, certificates: CertificateStore | undefined) {
    this.#surroundings = surroundings;
    this.#http = new HttpDoor(surroundings);
    this.#tls = certificates === undefined ? undefined : new TlsDoor(certificates, surroundings.clock);
  }

  take(caller: Caller, link: Link): void {
    const { handlers, clock } = this.#surroundings;
    const { socket } = caller;
    handlers.arrived(link, 'tcp');
    awaitFirstBytes(socket, clock, {
      known: (protocol) => {
        if (!link.secure) this.#serve(protocol, socket, link, caller);
        else if (protocol === 'tls') this.#secure(link, caller);
        else this.#refusePlain(protocol, socket, link);
      },
      silent: (bytes) => this.#refuse(socket, link, silence(bytes)),
      gone: (bytes) => {
        // Who closes without having sent a byte only looked whether the port is open.
        const why = bytes === 0 ? undefined : breach(91, 'The client closed the network connection within its first bytes.');
        this.#gone(caller, link, why);
      },
    });
  }

  #secure(link: Link, caller: Caller): void {
    const { handlers, clock } = this.#surroundings;
    this.#tls?.take(caller.socket, {
      failed: (why) => this.#gone(caller, link, why),
      secured: (socket) => {
        const { servername } = socket;
        const secured = typeof servername === 'string' ? { ...link, serverName: servername } : link;
        handlers.arrived(secured, 'tls');
        awaitFirstBytes(socket, clock, {
          known: (protocol) => this.#serve(protocol, socket, secured, caller),
          silent: (bytes) => this.#refuse(socket, secured, silence(bytes)),
          gone: () => this.#gone(caller, secured, closedAfterHandshake()),
        });
      },
    });
  }

  #serve(protocol: Protocol, socket: Socket, link: Link, caller: Caller): void {
    const { handlers } = this.#surroundings;
    if (protocol === 'http') {
      handlers.arrived(link, 'http');
      return this.#http.take(socket, link, caller);
    }
    caller.idle = false;
    // TLS where none is expected as well: the MQTT server says what to do about it.
    handlers.mqtt(socket, link);
  }

  #refusePlain(protocol: Protocol, socket: Socket, link: Link): void {
    const what = protocol === 'http' ? 'The client sent an HTTP request without TLS.' : 'The client began without a TLS handshake.';
    const why = breach(163, what, tlsAdvice);
    this.#refuse(socket, link, why, protocol === 'http' ? refusalAnswer(400, why) : '');
  }

  #gone({ cut }: Caller, link: Link, usual: Refusal | undefined): void {
    const why = cut ?? usual;
    if (why !== undefined) this.#surroundings.handlers.refused(link, why);
  }

  #refuse(socket: Socket, link: Link, why: Refusal, answer = ''): void {
    this.#surroundings.handlers.refused(link, why);
    sayLast(socket, answer, this.#surroundings.clock);
  }
}

function silence(bytes: number): Refusal {
  const what = bytes === 0 ? 'nothing' : `${bytes} bytes that do not say what it speaks,`;
  return breach(164, `The client sent ${what} within ${silenceMs / 1000} s.`);
}
