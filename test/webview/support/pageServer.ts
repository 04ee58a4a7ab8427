import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { boardPage } from '../../../src/rpc/board/boardPage.ts';
import { conversationPage } from '../../../src/rpc/log/conversationPage.ts';
import { trafficLogPage } from '../../../src/rpc/log/logPage.ts';
import { plotPage } from '../../../src/rpc/log/plotPage.ts';
import type { WebviewPageParts } from '../../../src/rpc/webviewPage.ts';

/** Serves our views' pages and files on a loopback port, as the extension host does inside VS Code. */
export interface PageServer {
  readonly url: string;
  dispose(): void;
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

/** The page of each view, and the files that it loads. */
const pages = {
  trafficLog: trafficLogPage,
  board: boardPage,
  conversation: conversationPage,
  plot: plotPage,
} as const;

/** A view of ours, by the name of its files. */
export type ViewName = keyof typeof pages;

export async function servePage(folder: string): Promise<PageServer> {
  const server = createServer((request, response) => {
    const name = path.basename(new URL(request.url ?? '/', 'http://x').pathname);
    if (isView(name)) response.writeHead(200, { 'content-type': 'text/html' }).end(page(name, addressOf(server)));
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

function page(view: ViewName, origin: string): string {
  const parts: WebviewPageParts = {
    nonce: 'bm9uY2U=',
    cspSource: origin,
    scriptUri: `${origin}/${view}.js`,
    styleUri: `${origin}/${view}.css`,
    codiconUri: `${origin}/codicon.css`,
  };
  return pages[view](parts);
}

function isView(name: string): name is ViewName {
  return Object.hasOwn(pages, name);
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
