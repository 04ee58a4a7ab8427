import type { Payload } from '../model.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The payload of a message as text: for JSON the exact slice of the document. `undefined` when its bytes are not UTF-8. */
export function payloadText(payload: Payload | undefined, json: string): string | undefined {
  switch (payload?.form) {
    case 'payload':
      return json.slice(payload.range.start, payload.range.end);
    case 'text':
      return payload.value;
    case 'base64':
      return payload.value === undefined ? '' : decoded(payload.value);
    case undefined:
      return '';
  }
}

/** The value that the payload of a message is, as far as it is JSON. */
export function payloadValue(payload: Payload | undefined, json: string): unknown {
  if (payload?.form === 'payload') return payload.value;
  const text = payload === undefined ? undefined : payloadText(payload, json);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
