const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Whether a text is base64 with its padding (RFC 4648). */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && !/[^A-Za-z0-9+/=]/.test(text) && !/=[^=]|={3}/.test(text);
}

/** The UTF-8 bytes of a text as base64. */
export function base64Of(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.subarray(at, at + 3);
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    encoded += letter(group, 18) + letter(group, 12);
    encoded += (second === undefined ? '=' : letter(group, 6)) + (third === undefined ? '=' : letter(group, 0));
  }
  return encoded;
}

function letter(group: number, shift: number): string {
  return alphabet.charAt((group >> shift) & 63);
}
