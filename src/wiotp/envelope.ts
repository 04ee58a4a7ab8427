/** What every Device Management message shares [D-mqtt, D-dm], as far as the bytes really carry it. */
export interface Envelope {
  readonly reqId?: string;
  readonly rc?: number;
  readonly message?: string;
}

const decoder = new TextDecoder();

/**
 * Reads reqId, rc and message out of a payload, tolerant of what real devices send [EC, PY, CS]: a numeric string counts as rc.
 * Anything that is no JSON object gives an empty envelope; it never throws.
 */
export function readEnvelope(payload: Uint8Array): Envelope {
  const value = parseObject(payload);
  if (value === undefined) return {};
  const { reqId, message } = value;
  const rc = readRc(value['rc']);
  return {
    ...(typeof reqId === 'string' && reqId !== '' ? { reqId } : {}),
    ...(rc !== undefined ? { rc } : {}),
    ...(typeof message === 'string' ? { message } : {}),
  };
}

/** The JSON object in a payload, or `undefined` if it holds anything else. */
export function parseObject(payload: Uint8Array): Record<string, unknown> | undefined {
  // Cheap first look: most traffic is not JSON objects of ours, and a failed parse costs an exception.
  if (payload[0] !== 0x7b && !startsWithSpace(payload)) return undefined;
  try {
    const value: unknown = JSON.parse(decoder.decode(payload));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A return code as real devices send it: an integer, or a numeric string [EC, CS]. */
export function readRc(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (typeof value === 'string' && /^[0-9]{1,9}$/.test(value)) return Number(value);
  return undefined;
}

function startsWithSpace(payload: Uint8Array): boolean {
  const first = payload[0];
  return first === 0x20 || first === 0x0a || first === 0x0d || first === 0x09;
}
