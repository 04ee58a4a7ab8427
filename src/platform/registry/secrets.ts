import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

const lowerAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
const tokenAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Random text for IDs: lower-case letters and digits. */
export function randomId(length: number): string {
  return randomText(lowerAlphabet, length);
}

/**
 * A token that nobody can guess. It has none of the characters of the real service's tokens that need quoting in
 * shells and configuration files [D-conn, PX-auth].
 */
export function randomToken(): string {
  return randomText(tokenAlphabet, 18);
}

/** A token as it is stored; the token cannot be got back from it. */
export interface StoredToken {
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/** What a token turned out to be. */
export type TokenVerdict = 'right' | 'wrong' | 'unknown';

/**
 * One round of a fast hash: a generated token has 107 random bits, which no dictionary holds, and thousands of
 * devices may connect at the same moment.
 */
export function hashToken(token: Uint8Array | string, salt: Uint8Array = randomBytes(16)): StoredToken {
  return { salt, hash: createHash('sha256').update(salt).update(token).digest() };
}

/** Whether this is the token that was stored; takes the same time for every wrong one. */
function tokenMatches(token: Uint8Array, stored: StoredToken): boolean {
  const { hash } = hashToken(token, stored.salt);
  return hash.length === stored.hash.length && timingSafeEqual(hash, stored.hash);
}

/** Judges a token by the row with the stored one, which may have none; without a row its owner is unknown. */
export function judgeToken(token: Uint8Array, row: Record<string, unknown> | undefined): TokenVerdict {
  if (row === undefined) return 'unknown';
  const { salt, hash } = row;
  if (!(salt instanceof Uint8Array) || !(hash instanceof Uint8Array)) return 'wrong';
  return tokenMatches(token, { salt, hash }) ? 'right' : 'wrong';
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
