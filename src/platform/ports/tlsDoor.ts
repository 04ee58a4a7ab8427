import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import type { Clock } from '../../rpc/node/clock.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import type { CertificateStore } from '../certificates/certificateStore.ts';
import { breach } from '../mqtt/breach.ts';
import { handshakeFailure } from './handshakeFailure.ts';

/** How long a handshake may take. */
const handshakeMs = 10_000;

/** What comes of a handshake; one of them is called, once. */
export interface HandshakeEars {
  secured(socket: TLSSocket): void;
  /** The connection is closed. */
  failed(why: Refusal): void;
}

/** Takes TCP connections and makes TLS connections of them. */
export class TlsDoor {
  readonly #clock: Clock;
  #context: SecureContext;

  /** Shows the latest of the certificates to each new connection. */
  constructor(certificates: CertificateStore, clock: Clock) {
    this.#clock = clock;
    this.#context = contextOf(certificates);
    certificates.follow(() => (this.#context = contextOf(certificates)));
  }

  take(raw: Socket, ears: HandshakeEars): void {
    const socket = new TLSSocket(raw, { isServer: true, secureContext: this.#context });
    const finish = (): void => {
      timer.cancel();
      raw.off('close', closed);
      socket.off('secure', secured);
    };
    const fail = (why: Refusal): void => {
      finish();
      raw.destroy();
      ears.failed(why);
    };
    const closed = (): void => fail(handshakeFailure(undefined));
    const secured = (): void => {
      finish();
      socket.off('_tlsError', broke);
      // Without a server around it, a TLS socket leaves it to us to act on what breaks later.
      socket.on('_tlsError', (error: Error) => socket.destroy(error));
      ears.secured(socket);
    };
    const broke = (error: NodeJS.ErrnoException): void => fail(handshakeFailure(error));
    const timer = this.#clock.after(handshakeMs, () => {
      fail(breach(163, `The client did not complete the TLS handshake within ${handshakeMs / 1000} s.`));
    });
    // Who serves the connection hears of its end by `close`.
    socket.on('error', () => socket.destroy());
    // A server's own events for a failed handshake do not tell whose it was once that client is gone, so the socket's are used.
    socket.once('secure', secured).once('_tlsError', broke);
    raw.once('close', closed);
  }
}

function contextOf({ server, ca }: CertificateStore): SecureContext {
  // The authority's own certificate goes along, so that who knows its fingerprint only can tell the platform from others.
  return createSecureContext({ key: server.key, cert: server.certificate + ca, minVersion: 'TLSv1.2', dhparam: 'auto' });
}
