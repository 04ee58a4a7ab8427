import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { createServer as createTlsServer, type TlsOptions, type TLSSocket } from 'node:tls';

/** A server of a test with what it accepted. */
export interface TestServer {
  readonly port: number;
  /** The connections that are open at the server's end. */
  readonly sockets: ReadonlySet<Socket>;
}

/** A server for bytes of any kind on loopback. Ends with the test. */
export function startServer(context: TestContext, serve: (socket: Socket) => void): Promise<TestServer> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
    // Who does not read does not learn of the end either.
    socket.resume();
  });
  return listening(context, server);
}

/** A server with TLS on loopback. Ends with the test. */
export function startTlsServer(
  context: TestContext,
  options: TlsOptions,
  serve: (socket: TLSSocket) => void = (socket) => socket.resume(),
): Promise<TestServer> {
  const server = createTlsServer(options, (socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  server.on('tlsClientError', () => undefined);
  return listening(context, server);
}

/** Has a server listen on a port of loopback. It ends with the test, and everything that it accepted. */
export async function listening(context: TestContext, server: Server): Promise<TestServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, sockets };
}
