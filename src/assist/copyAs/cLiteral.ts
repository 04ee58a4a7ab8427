import { literalLines } from './literal.ts';
import { utf8 } from './wireMessage.ts';

/** A string literal of C with these bytes, or those of a text, as one literal per line, which the compiler joins. */
export function cLiteral(content: string | Uint8Array): readonly string[] {
  return literalLines(cPieces(typeof content === 'string' ? utf8(content) : content)).map((line) => `"${line}"`);
}

/** One piece for each byte. Octal escapes have three digits at most, so nothing behind them can be taken for a part of one. */
function* cPieces(bytes: Uint8Array): Generator<string> {
  let before = 0;
  for (const byte of bytes) {
    yield byte === question && before === question
      ? '\\?'
      : (named[byte] ?? (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : octal(byte)));
    before = byte;
  }
}

/** Two of them begin a trigraph: `??/` is a backslash to an older compiler. */
const question = 0x3f;

const named: Readonly<Record<number, string>> = { 0x09: '\\t', 0x0a: '\\n', 0x0d: '\\r', 0x22: '\\"', 0x5c: '\\\\' };

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}
