/** At most `length` UTF-16 units of a text from `at` on, and no half of a character. */
export function pieceOf(text: string, at: number, length: number): string {
  const piece = text.slice(at, at + length);
  return at + length < text.length && !piece.isWellFormed() ? piece.slice(0, -1) : piece;
}
