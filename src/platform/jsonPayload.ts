const encoder = new TextEncoder();

/** A payload that is this value as compact JSON. */
export function jsonPayload(value: object): Uint8Array {
  return encoder.encode(JSON.stringify(value));
}
