import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { trafficLogPage } from '../../../src/rpc/logPage.ts';

/** Serves the log view's page and files on a loopback port, as the extension host does inside VS Code. */
export interface PageServer {
  readonly url: string;
  dispose(): void;
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

export async function servePage(folder: string): Promise<PageServer> {
  const server = createServer((request, response) => {
    const name = path.basename(new URL(request.url ?? '/', 'http://x').pathname);
    if (name === '') response.writeHead(200, { 'content-type': 'text/html' }).end(page(addressOf(server)));
    else {
      readFile(path.join(folder, name)).then(
        (body) => response.writeHead(200, { 'content-type': types[path.extname(name)] ?? 'text/plain' }).end(body),
        () => response.writeHead(404).end(),
      );
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: addressOf(server), dispose: () => void server.close() };
}

function page(origin: string): string {
  return trafficLogPage({
    nonce: 'bm9uY2U=',
    cspSource: origin,
    scriptUri: `${origin}/trafficLog.js`,
    styleUri: `${origin}/trafficLog.css`,
    codiconUri: `${origin}/codicon.css`,
  });
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
