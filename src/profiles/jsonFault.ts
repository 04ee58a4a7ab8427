/** What is wrong with a text that is no JSON. The words of the parser repeat what stands there, which may be a secret. */
export function jsonFault(error: unknown): string {
  const { message } = error instanceof SyntaxError ? error : { message: '' };
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? [];
  const [, position] = /at position (\d+)/.exec(message) ?? [];
  const place = line === undefined ? (position === undefined ? '' : `, position ${position}`) : `, line ${line}, column ${column}`;
  return `it is no JSON${place}.`;
}
