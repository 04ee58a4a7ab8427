import type { Redact } from '../../secrets/redact.ts';

/** What a CONNACK says. */
export interface Connack {
  readonly code: number;
  readonly sessionPresent: boolean;
  /** In words, of MQTT 5. */
  readonly reason?: string;
  /** The keepalive that the server wants instead, in seconds, of MQTT 5. */
  readonly keepAliveSeconds?: number;
}

/** Reads a CONNACK. `undefined` when it is none. */
export function readConnack(body: Buffer, version: 4 | 5, redact: Redact): Connack | undefined {
  const [flags, code] = body;
  if (flags === undefined || code === undefined) return undefined;
  const { reason, keepAliveSeconds } = version === 5 ? readProperties(body, 2) : {};
  return {
    code,
    sessionPresent: (flags & 1) === 1,
    ...(reason === undefined ? {} : { reason: redact(reason) }),
    ...(keepAliveSeconds === undefined ? {} : { keepAliveSeconds }),
  };
}

/** What a SUBACK says about its only filter. */
export interface Suback {
  readonly code: number;
  readonly reason?: string;
}

/** Reads the SUBACK of one filter. `undefined` when it is none. */
export function readSuback(body: Buffer, version: 4 | 5, redact: Redact): Suback | undefined {
  const code = body.at(-1);
  if (body.length < 3 || code === undefined) return undefined;
  const { reason } = version === 5 ? readProperties(body, 2) : {};
  return { code, ...(reason === undefined ? {} : { reason: redact(reason) }) };
}

/** Reads the reason of a DISCONNECT of MQTT 5. */
export function readDisconnect(body: Buffer, redact: Redact): Suback {
  const { reason } = body.length > 1 ? readProperties(body, 1) : {};
  return { code: body[0] ?? 0, ...(reason === undefined ? {} : { reason: redact(reason) }) };
}

interface Properties {
  readonly reason?: string;
  readonly keepAliveSeconds?: number;
}

const reasonString = 0x1f;
const serverKeepAlive = 0x13;

/** How many bytes a property has behind its number; `text` has a length before it, `pair` is two of those. */
const shapes: Readonly<Record<number, number | 'text' | 'pair'>> = {
  0x11: 4,
  0x12: 'text',
  0x13: 2,
  0x15: 'text',
  0x16: 'text',
  0x1a: 'text',
  0x1c: 'text',
  0x1f: 'text',
  0x21: 2,
  0x22: 2,
  0x24: 1,
  0x25: 1,
  0x26: 'pair',
  0x27: 4,
  0x28: 1,
  0x29: 1,
  0x2a: 1,
};

/** Reads properties as far as they can be understood. */
function readProperties(body: Buffer, start: number): Properties {
  let reason: string | undefined;
  let keepAliveSeconds: number | undefined;
  let at = start;
  while (at < body.length && (body[at] ?? 0) > 0x7f) at++;
  at++;
  while (at < body.length) {
    const id = body[at] ?? 0;
    const shape = shapes[id];
    if (shape === undefined) break;
    const begin = at + 1;
    const end = shape === 'text' ? textEnd(body, begin) : shape === 'pair' ? textEnd(body, textEnd(body, begin)) : begin + shape;
    if (end > body.length) break;
    if (id === reasonString) reason = body.toString('utf8', begin + 2, end);
    if (id === serverKeepAlive) keepAliveSeconds = body.readUInt16BE(begin);
    at = end;
  }
  return { ...(reason === undefined ? {} : { reason }), ...(keepAliveSeconds === undefined ? {} : { keepAliveSeconds }) };
}

/** Behind a text; behind everything when it is cut off. */
function textEnd(body: Buffer, at: number): number {
  return at + 2 <= body.length ? at + 2 + body.readUInt16BE(at) : Number.POSITIVE_INFINITY;
}
