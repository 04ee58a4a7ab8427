import { isUtf8 } from 'node:buffer';

/** A payload as the text that it is; `undefined` when its bytes are not UTF-8. Nothing is lost: the text's bytes are the payload. */
export function payloadText(payload: Uint8Array): string | undefined {
  return isUtf8(payload) ? bufferOf(payload).toString('utf8') : undefined;
}

/** A payload in base64. */
export function payloadBase64(payload: Uint8Array): string {
  return bufferOf(payload).toString('base64');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
