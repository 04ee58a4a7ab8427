import { STATUS_CODES } from 'node:http';
import { refusalText, type Refusal } from '../../wiotp/refusal.ts';

/** What an HTTP client reads of a refusal. */
export function refusalBody(why: Refusal): string {
  return JSON.stringify({ message: refusalText(why) });
}

/** A whole HTTP answer, for connections that no HTTP server answers on. */
export function refusalAnswer(status: number, why: Refusal): string {
  const body = refusalBody(why);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
