import { connect, type Socket } from 'node:net';
import { networkRefusal, type NetworkTarget } from './networkRefusal.ts';

/**
 * Opens a network connection.
 * @throws Refusal naming the cause, or the signal's reason when that ends the attempt.
 */
export function dial(target: NetworkTarget, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect({ host: target.host, port: target.port, noDelay: true });
    const give = (settle: () => void): void => {
      signal.removeEventListener('abort', abort);
      socket.removeAllListeners();
      settle();
    };
    const abort = (): void => {
      socket.destroy();
      give(() => reject(signal.reason as Error));
    };
    signal.addEventListener('abort', abort);
    socket.once('connect', () => give(() => resolve(socket)));
    socket.once('error', (error) => give(() => reject(networkRefusal(target, error))));
  });
}

/** A socket's own end as a platform reports it: `127.0.0.1:52011`. */
export function localPeer(socket: Socket): string {
  return `${socket.localAddress ?? ''}:${socket.localPort ?? 0}`;
}
