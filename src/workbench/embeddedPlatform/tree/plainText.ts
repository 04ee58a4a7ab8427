/** Longer values are cut in rows; the whole is in the reports and in the log. */
const mostCharacters = 200;

/** A text from the wire as one short line: control characters and those that turn the direction of writing become spaces. */
export function plainText(text: string): string {
  const begin = text.slice(0, mostCharacters + 1);
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  const line = begin.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ');
  return text.length > mostCharacters ? `${line.slice(0, mostCharacters).toWellFormed()}…` : line.toWellFormed();
}
