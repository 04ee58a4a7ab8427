/** The longest piece of a literal in one line of code, in characters of the code. */
const longestLine = 96;

/** Pieces of a literal, which must not be broken, as lines of code. At least one line, if only an empty one. */
export function literalLines(pieces: Iterable<string>): readonly string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    if (length + piece.length > longestLine) {
      lines.push(line.join(''));
      line = [];
      length = 0;
    }
    line.push(piece);
    length += piece.length;
  }
  return [...lines, line.join('')];
}
