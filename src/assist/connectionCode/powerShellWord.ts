/**
 * Switches a newer PowerShell back to how Windows PowerShell 5.1 passes words to programs, so that one way of writing
 * serves both; to 5.1 it is a variable like any other.
 */
export const legacyPassing = "$PSNativeCommandArgumentPassing = 'Legacy'";

/** The text as a string of PowerShell. Typographic quotes end a string there as well. */
export function powerShellString(text: string): string {
  const plain = text.toWellFormed().replaceAll('\0', '');
  return `'${plain.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}

/**
 * The text as one word for a program, under {@link legacyPassing}: PowerShell then puts words with white space in quotes,
 * but leaves quotes inside of them, and the backslashes before those, to whoever writes the word.
 */
export function powerShellWord(text: string): string {
  if (text === '') return `'""'`;
  const escaped = text.replace(/(\\*)"/g, (_, slashes: string) => String.raw`${slashes}${slashes}\"`);
  // Before the closing quote every backslash has to stand twice; PowerShell itself doubles only the last.
  const trailing = /\s/.test(text) ? (/\\+$/.exec(text)?.[0].slice(1) ?? '') : '';
  return powerShellString(escaped + trailing);
}
