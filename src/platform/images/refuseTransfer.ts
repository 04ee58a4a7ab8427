import type { ServerResponse } from 'node:http';

/** Answers with a status that is no success and says why, as JSON. */
export function refuseTransfer(response: ServerResponse, status: number, message: string, headers: Record<string, string> = {}): void {
  const body = Buffer.from(JSON.stringify({ message }));
  response.writeHead(status, { ...headers, 'content-type': 'application/json', 'content-length': body.length }).end(body);
}
