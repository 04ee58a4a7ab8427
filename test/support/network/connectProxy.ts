import { createServer, STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TestContext } from 'node:test';
import { listening } from './servers.ts';

/** How a proxy behaves. */
export interface ConnectProxyOptions {
  /** Who may use it; anybody when it is absent. */
  readonly user?: string;
  readonly password?: string;
  /** Answers every request with this status. */
  readonly refuse?: number;
  /** Speaks TLS itself, with this certificate: an `https://` proxy. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

/** An HTTP proxy that opens tunnels. It knows every host name: all of them are this machine. Ends with the test. */
export class ConnectProxy {
  /** `http://127.0.0.1:port`, without user and password. */
  readonly url: string;
  readonly port: number;
  /** `host:port` of every tunnel that was asked for. */
  readonly targets: string[] = [];
  /** The headers of every request. */
  readonly requests: IncomingMessage['headers'][] = [];

  private constructor(server: Server, port: number, { user, password = '', refuse, tls }: ConnectProxyOptions) {
    this.port = port;
    this.url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${this.port}`;
    const expected = user === undefined ? undefined : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
      client.on('error', () => client.destroy());
      this.targets.push(request.url ?? '');
      this.requests.push(request.headers);
      const isKnown = expected === undefined || request.headers['proxy-authorization'] === expected;
      if (refuse !== undefined) answer(client, refuse);
      else if (isKnown) tunnel(request.url ?? '', client, head);
      else answer(client, 407, 'Proxy-Authenticate: Basic realm="test"\r\n');
    });
  }

  static async start(context: TestContext, options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
    const { tls } = options;
    const server = tls === undefined ? createServer() : createSecureServer({ cert: tls.certificate, key: tls.key });
    const { port } = await listening(context, server);
    return new ConnectProxy(server, port, options);
  }
}

function tunnel(target: string, client: Duplex, head: Buffer): void {
  const { hostname, port } = new URL(`tcp://${target}`);
  const host = hostname.replace(/^\[|\]$/g, '');
  const server = connect({ host: isIP(host) === 0 ? '127.0.0.1' : host, port: Number(port) });
  const unreachable = (): void => answer(client, 502);
  server.once('error', unreachable);
  client.once('close', () => server.destroy());
  server.once('connect', () => {
    server.off('error', unreachable).on('error', () => client.destroy());
    server.once('close', () => client.destroy());
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    server.write(head);
    client.pipe(server).pipe(client);
  });
}

function answer(client: Duplex, status: number, headers = ''): void {
  client.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers}Content-Length: 0\r\n\r\n`);
}
