/** The text as one word of bash, or of any other POSIX shell. No shell can pass a NUL on; it is left out. */
export function shellWord(text: string): string {
  const plain = text.toWellFormed().replaceAll('\0', '');
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", String.raw`'\''`)}'`;
}
