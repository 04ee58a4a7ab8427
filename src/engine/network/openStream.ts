import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Endpoint } from '../../profiles/sessionSettings.ts';
import { isSecure, isWebSocket } from '../../profiles/transportOf.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import type { Redact } from '../secrets/redact.ts';
import type { Credentials } from './credentials.ts';
import { dial } from './dial.ts';
import { lateRefusal } from './lateRefusal.ts';
import { secure } from './secure.ts';
import { openTunnel } from './tunnel.ts';
import { openWebSocket } from './webSocket.ts';

/** A bare way to a server. */
export interface Way {
  readonly stream: Duplex;
  /** The network connection below it, whose addresses are those that a server on this machine sees. */
  readonly socket: Socket;
}

/** A way to a server over which MQTT can go. */
export interface OpenStream extends Way {
  /** What an error of the stream means before the server has answered, where the network knows it. */
  readonly explain: (error: Error) => Refusal | undefined;
  /** Takes secrets out of what the server says over it. */
  readonly redact: Redact;
}

/** Hears what is waited for next, in words that fit into `no … within 15 s`. */
export type Awaiting = (what: string) => void;

/**
 * Opens the way to a server: through the proxy, with TLS, as a WebSocket, as the endpoint says. It takes as long as the signal
 * allows. Every error of the network reaches the stream.
 * @throws Refusal that names what went wrong and what to do, or the signal's reason when that ends the attempt. Nothing is left
 * open then.
 */
export async function openStream(
  endpoint: Endpoint,
  credentials: Credentials,
  signal: AbortSignal,
  awaiting: Awaiting = () => undefined,
): Promise<OpenStream> {
  const { redact } = credentials;
  signal.throwIfAborted();
  const way = await openWay(endpoint, credentials, signal, awaiting);
  try {
    const stream = await dress(way.stream, endpoint, credentials, signal, awaiting);
    return { stream, socket: way.socket, redact, explain: (error) => lateRefusal(endpoint, error, redact) };
  } catch (error) {
    way.stream.destroy();
    way.socket.destroy();
    throw error;
  }
}

/** Opens the bare way to a server, through the proxy where there is one. */
export async function openWay(endpoint: Endpoint, credentials: Credentials, signal: AbortSignal, awaiting?: Awaiting): Promise<Way> {
  awaiting?.(endpoint.proxy === undefined ? 'connection' : 'answer of the proxy');
  if (endpoint.proxy !== undefined) return openTunnel(endpoint.proxy, endpoint, credentials, signal);
  const socket = await dial(endpoint, signal);
  return { stream: socket, socket };
}

async function dress(bare: Duplex, endpoint: Endpoint, credentials: Credentials, signal: AbortSignal, awaiting: Awaiting): Promise<Duplex> {
  let stream = bare;
  if (isSecure(endpoint.transport)) {
    awaiting('TLS handshake');
    stream = await secure(stream, endpoint, credentials, signal);
  }
  if (!isWebSocket(endpoint.transport)) return stream;
  awaiting('WebSocket');
  return openWebSocket(stream, endpoint, credentials.redact, signal);
}
