import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ListenerState } from '../../rpc/platformContract.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import type { Link } from './link.ts';

/** What takes what arrives, once it is known what it is. */
export interface PortHandlers {
  /** Bytes of MQTT, taken out of TLS and WebSocket. */
  mqtt(stream: Duplex, link: Link): void;
  http(request: IncomingMessage, response: ServerResponse, link: Link): void;
  /** Somebody steers the platform over the network: a stream of frames, whose first has the key. */
  control(stream: Duplex, link: Link): void;
  /** A connection got this far. */
  arrived(link: Link, stage: 'tcp' | 'tls' | 'http' | 'webSocket'): void;
  /** A connection, or one request of it, was turned away before anybody took it. */
  refused(link: Link, why: Refusal): void;
  /** A listener is about to close: whoever serves clients that came there ends them for this reason. */
  closing(listener: ListenerState, why: Refusal): void;
  failed(error: unknown): void;
}
