import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './route.ts';

/** Sends an answer. A connection on which the rest of a body would still come is closed. */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, { status, json, bytes, headers }: Answer): void {
  const body = bytes?.data ?? (json === undefined ? undefined : Buffer.from(JSON.stringify(json)));
  response.writeHead(status, {
    ...headers,
    'cache-control': 'no-store',
    ...(body === undefined ? {} : { 'content-type': bytes?.mediaType ?? 'application/json', 'content-length': body.length }),
    ...(request.complete ? {} : { connection: 'close' }),
  });
  response.end(body);
}
