import { literalLines } from './literal.ts';
import { utf8 } from './wireMessage.ts';

/** A bytes literal of Python, as one literal per line; in parentheses, Python joins them. */
export function bytesLiteral(text: string): readonly string[] {
  return literalLines(pieces(utf8(text))).map((line) => `b'${line}'`);
}

/** One piece for each byte. JSON is full of double quotes, so the literal has single ones. */
function* pieces(bytes: Uint8Array): Generator<string> {
  for (const byte of bytes) yield named[byte] ?? (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${hex(byte)}`);
}

const named: Readonly<Record<number, string>> = { 0x09: '\\t', 0x0a: '\\n', 0x0d: '\\r', 0x27: "\\'", 0x5c: '\\\\' };

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
