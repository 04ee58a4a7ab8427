/** How an image is checked [D-req says only that a verifier is a checksum or other text]. */
export interface Verifier {
  readonly algorithm: 'md5' | 'sha1' | 'sha256';
  /** In small letters. */
  readonly digest: string;
}

/** The hashes that people use, by the number of hexadecimal digits. */
const algorithms: ReadonlyMap<number, Verifier['algorithm']> = new Map([
  [32, 'md5'],
  [40, 'sha1'],
  [64, 'sha256'],
]);

/**
 * What a verifier says: 32, 40 or 64 hexadecimal digits, with or without the name of the hash before them. `undefined` for any
 * other text, which only the maker of the device could check.
 */
export function readVerifier(text: string): Verifier | undefined {
  // No verifier of ours is longer.
  const [, name, digits = ''] = /^(?:(md5|sha1|sha256):)?([0-9a-f]+)$/i.exec(text.slice(0, 100).trim()) ?? [];
  const algorithm = algorithms.get(digits.length);
  if (algorithm === undefined || (name !== undefined && name.toLowerCase() !== algorithm)) return undefined;
  return { algorithm, digest: digits.toLowerCase() };
}
