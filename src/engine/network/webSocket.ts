import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocket } from 'ws';
import type { Endpoint } from '../../profiles/sessionSettings.ts';
import type { Redact } from '../secrets/redact.ts';
import { bracketed } from '../../wiotp/hosts.ts';
import { provenName } from './address.ts';
import { lateRefusal } from './lateRefusal.ts';
import { answerRefusal, closedRefusal, notBinary, webSocketRefusal } from './webSocketRefusal.ts';

/** A frame may hold many packets; a server that sends larger ones is broken or means harm. */
const mostFrameBytes = 16 * 1024 * 1024;

/**
 * Makes a WebSocket for MQTT of an open stream [D-conn].
 * @throws Refusal naming what went wrong, or the signal's reason. The stream is destroyed then.
 */
export async function openWebSocket(stream: Duplex, endpoint: Endpoint, redact: Redact, signal: AbortSignal): Promise<Duplex> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = new WebSocket(urlOf(endpoint), 'mqtt', {
    createConnection: () => stream as never,
    perMessageDeflate: false,
    followRedirects: false,
    maxPayload: mostFrameBytes,
    allowSynchronousEvents: true,
  });
  const failed = (cause: Error): void => reject(lateRefusal(endpoint, cause, redact) ?? webSocketRefusal(endpoint, cause));
  const abort = (): void => reject(signal.reason as Error);
  socket.once('open', resolve);
  socket.on('error', failed);
  socket.once('unexpected-response', (_, { statusCode = 0, headers }) => reject(answerRefusal(endpoint, statusCode, headers, redact)));
  signal.addEventListener('abort', abort);
  try {
    // Made before the first frame can arrive.
    const mqtt = streamOf(socket, stream, endpoint, redact);
    await promise;
    return mqtt;
  } catch (error) {
    socket.terminate();
    stream.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function streamOf(socket: WebSocket, below: Duplex, endpoint: Endpoint, redact: Redact): Duplex {
  const stream = createWebSocketStream(socket);
  stream.on('error', () => undefined);
  socket.prependListener('message', (_, isBinary) => {
    if (!isBinary) stream.destroy(notBinary(endpoint));
  });
  socket.prependOnceListener('close', (code, reason) => {
    if (code !== normalClosure && code !== noStatus && code !== abnormalClosure)
      stream.destroy(closedRefusal(endpoint, code, redact(reason.toString())));
  });
  // The library leaves open what the server has closed.
  stream.once('end', () => stream.destroy());
  // The library keeps errors of the network to itself.
  below.on('error', (error) => stream.destroy(error));
  return stream;
}

const normalClosure = 1000;
const noStatus = 1005;
const abnormalClosure = 1006;

function urlOf({ transport, host, port, path }: Endpoint): string {
  const rooted = `${path.startsWith('/') ? '' : '/'}${path}`;
  return `${transport}://${bracketed(provenName(host))}:${port}${rooted.replaceAll('#', '%23')}`;
}
