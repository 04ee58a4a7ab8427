import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Secrets } from '../../profiles/secrets.ts';
import type { Endpoint } from '../../profiles/sessionSettings.ts';
import { dial } from './dial.ts';
import { secure } from './secure.ts';
import { readTlsFiles, type TlsFiles } from './tlsFiles.ts';
import { openTunnel } from './tunnel.ts';
import { openWebSocket } from './webSocket.ts';

/** A way to a server over which MQTT can go. */
export interface OpenStream {
  /** Carries the bytes of MQTT. */
  readonly stream: Duplex;
  /** The network connection below it, whose addresses are those that a server on this machine sees. */
  readonly socket: Socket;
}

/** Hears what is waited for next, in words that fit into `no … within 15 s`. */
export type Awaiting = (what: string) => void;

/**
 * Opens the way to a server: through the proxy, with TLS, as a WebSocket, as the endpoint says. Files are read before
 * anything leaves this computer. It takes as long as the signal allows. Every error of the network reaches the stream.
 * @throws Refusal that names what went wrong and what to do, or the signal's reason when that ends the attempt. Nothing is left
 * open then.
 */
export async function openStream(
  endpoint: Endpoint,
  secrets: Secrets,
  signal: AbortSignal,
  awaiting: Awaiting = () => undefined,
): Promise<OpenStream> {
  signal.throwIfAborted();
  const files = needsFiles(endpoint) ? await readTlsFiles(endpoint.tls, secrets, signal) : {};
  const way = await openWay(endpoint, secrets, files, signal, awaiting);
  try {
    return { stream: await dress(way.stream, endpoint, files, signal, awaiting), socket: way.socket };
  } catch (error) {
    way.stream.destroy();
    way.socket.destroy();
    throw error;
  }
}

/** Whether the transport of an endpoint has TLS. */
export function usesTls({ transport }: Endpoint): boolean {
  return transport === 'tls' || transport === 'wss';
}

/** Whether anything on the way has TLS, the proxy included. */
export function needsFiles(endpoint: Endpoint): boolean {
  return usesTls(endpoint) || /^https:/i.test(endpoint.proxy ?? '');
}

/** Whether it goes over a WebSocket. */
export function usesWebSocket({ transport }: Endpoint): boolean {
  return transport === 'ws' || transport === 'wss';
}

/** Opens the bare way to a server, through the proxy where there is one. */
export async function openWay(
  endpoint: Endpoint,
  secrets: Secrets,
  files: TlsFiles,
  signal: AbortSignal,
  awaiting?: Awaiting,
): Promise<OpenStream> {
  awaiting?.(endpoint.proxy === undefined ? 'connection' : 'answer of the proxy');
  if (endpoint.proxy !== undefined) return openTunnel(endpoint.proxy, endpoint, secrets, files, signal);
  const socket = await dial(endpoint, signal);
  return { stream: socket, socket };
}

async function dress(bare: Duplex, endpoint: Endpoint, files: TlsFiles, signal: AbortSignal, awaiting: Awaiting): Promise<Duplex> {
  let stream = bare;
  if (usesTls(endpoint)) {
    awaiting('TLS handshake');
    stream = await secure(stream, endpoint, files, signal);
  }
  if (!usesWebSocket(endpoint)) return stream;
  awaiting('WebSocket');
  return openWebSocket(stream, endpoint, signal);
}
