/** A language whose string literals are written alike: between quotes, and with escapes by number. */
export type LiteralLanguage = 'javaScript' | 'python' | 'yaml';

/** The text as a string literal in one line, of printable ASCII only. Lone surrogates become U+FFFD, as every encoder makes of them. */
export function textLiteral(text: string, language: LiteralLanguage): string {
  const quote = language === 'yaml' ? '"' : "'";
  const inside = Array.from(text.toWellFormed(), (character) => piece(character, quote, language));
  return `${quote}${inside.join('')}${quote}`;
}

function piece(character: string, quote: string, language: LiteralLanguage): string {
  if (character === quote || character === '\\') return `\\${character}`;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return character;
  if (code < 0x100) return `\\x${hex(code, 2)}`;
  if (code < 0x1_0000) return `\\u${hex(code, 4)}`;
  return language === 'javaScript' ? `\\u{${hex(code, 1)}}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
