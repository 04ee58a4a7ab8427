import { connect, type Socket } from 'node:net';
import { plainHost } from '../../wiotp/plainHost.ts';
import type { NetworkTarget } from './address.ts';
import { awaitSocket } from './awaitSocket.ts';
import { networkRefusal } from './networkRefusal.ts';

/**
 * Opens a network connection.
 * @throws Refusal naming the cause, or the signal's reason when that ends the attempt.
 */
export async function dial(target: NetworkTarget, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const socket = begin(target);
  await awaitSocket(socket, 'connect', signal, (cause) => networkRefusal(target, cause));
  return socket;
}

function begin(target: NetworkTarget): Socket {
  try {
    return connect({ host: plainHost(target.host), port: target.port, noDelay: true });
  } catch (cause) {
    // A port above 65,535 and a host that cannot be one are refused before anything is tried.
    throw networkRefusal(target, cause as Error);
  }
}

/** A socket's own end as a platform reports it: `127.0.0.1:52011`. */
export function localPeer(socket: Socket): string {
  return `${socket.localAddress ?? ''}:${socket.localPort ?? 0}`;
}
