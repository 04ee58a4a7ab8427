import type { IncomingMessage } from 'node:http';
import { refused } from './refused.ts';

/**
 * Reads a whole body of bounded size.
 * @throws Refusal with code 413 as soon as it is known to be larger, with 400 when the caller has gone.
 */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > most) throw tooLarge(most);
      chunks.push(chunk);
    }
  } catch (error) {
    if (length > most) throw error;
    throw refused(400, 'The request broke off.', 'a request has a whole body', 'Send it again.', error);
  }
  return Buffer.concat(chunks, length);
}

function tooLarge(most: number): Error {
  return refused(413, `The body is too large; ${most} bytes are allowed.`, 'the size of bodies is limited', 'Send less in one call.');
}
