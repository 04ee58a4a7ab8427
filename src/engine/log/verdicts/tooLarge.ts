import { maxPayloadBytes } from '../../../wiotp/limits.ts';

/** Whether a payload is larger than the platform takes: its size says all, and reading it would keep the log's thread for long. */
export function isTooLarge(payload: Uint8Array): boolean {
  return payload.byteLength > maxPayloadBytes;
}
