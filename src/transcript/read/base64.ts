const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueOf = new Map(Array.from(alphabet, (letter, value) => [letter.charCodeAt(0), value]));

/** The bytes of a text in base64 (RFC 4648, with its padding); `undefined` when it is none. */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let bits = 0;
  let to = 0;
  for (let at = 0; at < text.length - padding; at++) {
    const value = valueOf.get(text.charCodeAt(at));
    if (value === undefined) return undefined;
    bits = ((bits << 6) | value) & 0xffffff;
    const left = (at % 4) * 2;
    if (left > 0) bytes[to++] = (bits >> (6 - left)) & 0xff;
  }
  return bytes;
}
