import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';
import type { Clock } from '../../rpc/node/clock.ts';
import { maxPayloadBytes } from '../../wiotp/limits.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { breach } from '../mqtt/breach.ts';

/** What the SDKs ask for; the second belongs to MQTT 3.1. */
const subprotocols = ['mqtt', 'mqttv3.1'];

/** One frame may hold some messages of the largest size. */
const maxFrameBytes = 8 * maxPayloadBytes;

/** WebSocket's code for data of a kind that is not accepted. */
const unacceptableData = 1003;

/** How long a client that broke a rule of WebSocket may take to close its side; until then what it sends is read and thrown away. */
const closeGraceMs = 1000;

/** Makes streams of MQTT's bytes of WebSocket connections. */
export class WebSocketDoor {
  readonly #refuse: (socket: Duplex, why: Refusal) => void;
  readonly #clock: Clock;
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxFrameBytes,
    handleProtocols: (offered) => subprotocols.find((protocol) => offered.has(protocol)) ?? false,
  });

  /** `refuse` answers requests that are no WebSocket's, and closes them. */
  constructor(refuse: (socket: Duplex, why: Refusal) => void, clock: Clock) {
    this.#refuse = refuse;
    this.#clock = clock;
    this.#server.on('wsClientError', (error, socket) => {
      refuse(socket, breach(105, `The WebSocket request is not valid (${error.message}).`));
    });
  }

  /** `taken` gets the stream: its end closes the WebSocket, and its backpressure holds the client. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer, taken: (stream: Duplex) => void): void {
    const offered = request.headers['sec-websocket-protocol']?.split(',').map((protocol) => protocol.trim()) ?? [];
    if (offered.length > 0 && !offered.some((protocol) => subprotocols.includes(protocol))) {
      const advice = 'Ask for the subprotocol mqtt, or mqttv3.1 with MQTT 3.1.';
      return this.#refuse(socket, breach(105, 'The WebSocket request asks for no subprotocol that the platform speaks.', advice));
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      // Before the stream's own listener, so that the text never gets into it.
      webSocket.on('message', (_, isBinary) => {
        if (isBinary) return;
        webSocket.close(unacceptableData, 'MQTT over WebSocket uses binary frames');
        stream.destroy(new Error('the client sent a text frame, and MQTT over WebSocket uses binary frames'));
      });
      webSocket.once('error', () => {
        const grace = this.#clock.after(closeGraceMs, () => webSocket.terminate());
        webSocket.once('close', () => grace.cancel());
      });
      const stream = createWebSocketStream(webSocket);
      // A stream that is held answers nobody, and not the WebSocket's own pings either.
      stream.on('pause', () => webSocket.pause());
      stream.on('resume', () => webSocket.resume());
      taken(stream);
    });
  }
}
