/** The bytes of a file as text. */
export type Decoded =
  | { readonly isUtf8: true; readonly text: string }
  /** `lossy` has U+FFFD in place of what is not UTF-8, for the first time at `at`. */
  | { readonly isUtf8: false; readonly lossy: string; readonly at: number; readonly isUtf16: boolean };

const replacement = '\uFFFD';
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const tolerant = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Reads bytes as UTF-8, a byte order mark as the character that it is: on the wire nobody takes it away. */
export function decode(bytes: Uint8Array): Decoded {
  if (isUtf16(bytes)) return { isUtf8: false, lossy: tolerant.decode(bytes), at: 0, isUtf16: true };
  try {
    return { isUtf8: true, text: strict.decode(bytes) };
  } catch {
    const lossy = tolerant.decode(bytes);
    return { isUtf8: false, lossy, at: firstReplaced(lossy, bytes), isUtf16: false };
  }
}

/** Where the first replacement character stands that is not in the bytes themselves. */
function firstReplaced(lossy: string, bytes: Uint8Array): number {
  let [from, byte] = [0, 0];
  for (let at = lossy.indexOf(replacement); at >= 0; at = lossy.indexOf(replacement, from)) {
    byte += encoder.encode(lossy.slice(from, at)).length;
    if (bytes[byte] !== 0xef || bytes[byte + 1] !== 0xbf || bytes[byte + 2] !== 0xbd) return at;
    [from, byte] = [at + 1, byte + 3];
  }
  return 0;
}

/** UTF-16 says so by its mark, or by the zero byte that half of each plain letter is. */
function isUtf16([first, second]: Uint8Array): boolean {
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return second !== undefined && (first === 0) !== (second === 0);
}
