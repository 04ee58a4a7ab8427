import { METHODS } from 'node:http';

/** What somebody who connects speaks. */
export type Protocol = 'mqtt' | 'http' | 'tls';

const handshake = 0x16;
const tlsMajorVersion = 0x03;
const requestStarts = METHODS.map((method) => `${method} `);
const longestStart = Math.max(...requestStarts.map((start) => start.length));

/**
 * What the first bytes of a connection say; `undefined` while they do not tell yet, which is after 20 bytes at most.
 * Whatever is neither TLS nor HTTP counts as MQTT, whose server explains what is wrong with it.
 */
export function tellProtocol(start: Buffer): Protocol | undefined {
  if (start[0] === handshake) return start[1] === tlsMajorVersion ? 'tls' : start.length > 1 ? 'mqtt' : undefined;
  const text = start.toString('latin1', 0, longestStart);
  if (requestStarts.some((request) => text.startsWith(request))) return 'http';
  return requestStarts.some((request) => request.startsWith(text)) ? undefined : 'mqtt';
}
