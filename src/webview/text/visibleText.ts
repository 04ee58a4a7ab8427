/** Control and format characters and line separators, but for the two joiners, which scripts and emoji need. */
const invisible = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The usual names of the control characters of ASCII. */
const names = 'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
  ' ',
);

/**
 * Text as it can be shown in one line: what a browser would not draw, or would obey, stands by its name (`‹ESC›`)
 * or its number (`‹U+202E›`). Bidirectional controls are among them.
 */
export function visibleText(text: string): string {
  return text.replace(invisible, nameOf);
}

/** {@link visibleText} of the beginning of a text, at most `length` UTF-16 units of it, with `…` where it was cut. */
export function visibleStart(text: string, length: number): string {
  return text.length <= length ? visibleText(text) : `${visibleText(text.slice(0, length).toWellFormed())}…`;
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `‹${names[code] ?? (code === 0x7f ? 'DEL' : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`)}›`;
}
