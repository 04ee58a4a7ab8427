import { mostPacketBytes } from '../../../session/packetSizes.ts';

/** A payload that the log can have received; `undefined` when it is too large for that. What is read is thereby no larger than what is written. */
export function withinPacket(payload: Uint8Array): Uint8Array | undefined {
  return payload.byteLength > mostPacketBytes ? undefined : payload;
}
