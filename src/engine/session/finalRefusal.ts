import { isRefusal, type Refusal } from '../../wiotp/refusal.ts';
import { tlsFaultOf } from '../network/tlsRefusal.ts';

/**
 * What another attempt cannot change, or would only answer in kind, by the number that the other side gave. CONNACK of MQTT 3.1.1 for
 * version, client ID, password and authorisation; the same of MQTT 5, with "banned" and "bad authentication method"; a client ID that
 * another client has taken over, in both versions; topics that the platform refuses.
 */
const finalCodes: ReadonlySet<number> = new Set([1, 2, 4, 5, 0x84, 0x85, 0x86, 0x87, 0x8a, 0x8c, 0x8e, 276, 288, 289]);

/** A handshake that broke off like this may have met a bad moment. */
const momentary = /ECONNRESET|EPIPE|ECONNABORTED|socket hang up/i;

/**
 * Whether it makes no sense to try again after this refusal: by the number that the other side gave, because of the certificates of
 * either side, or because it is {@link markedFinal}.
 */
export function isFinalRefusal(refusal: Refusal): boolean {
  if (refusal.code !== undefined && finalCodes.has(refusal.code)) return true;
  if (marked.has(refusal)) return true;
  const { cause } = refusal;
  if (!(cause instanceof Error)) return false;
  const code = 'code' in cause ? String(cause.code) : '';
  return !momentary.test(`${code} ${cause.message}`) && tlsFaultOf(cause) !== undefined;
}

const marked = new WeakSet<Refusal>();

/** The same error, after which it makes no sense to try again if it is a refusal. */
export function markedFinal(error: unknown): unknown {
  if (isRefusal(error)) marked.add(error);
  return error;
}
