import { maxPayloadBytes } from '../../../../wiotp/limits.ts';
import { payloadBase64, payloadText } from '../../reading/payloadText.ts';
import { toLiteral } from '../literal.ts';

/**
 * The member of a step that is its payload: `payload` only where its compact form equals the bytes, else `text`, and `base64` for
 * what is no text, or is larger than what the platform takes: to look into that would keep the log's thread for long.
 */
export function payloadMember(payload: Uint8Array): string {
  const text = payload.byteLength > maxPayloadBytes ? undefined : payloadText(payload);
  if (text === undefined) return `"base64":"${payloadBase64(payload)}"`;
  return isCompact(text) ? `"payload":${text}` : `"text":${JSON.stringify(toLiteral(text))}`;
}

/** Whether a text is JSON that comes out the same when it is read and written, and holds nothing that would be a variable. */
function isCompact(text: string): boolean {
  if (text.includes('${')) return false;
  try {
    return JSON.stringify(JSON.parse(text)) === text;
  } catch {
    // No JSON, or nested deeper than it can be written.
    return false;
  }
}
