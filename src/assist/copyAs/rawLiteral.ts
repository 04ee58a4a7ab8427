import { literalLines } from './literal.ts';

/**
 * A raw string literal of C++ with this text, as one literal per line, which the compiler joins. `undefined` for a text
 * with control characters: what a compiler makes of those in a raw literal is its own affair.
 */
export function rawLiteral(text: string): readonly string[] | undefined {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) return undefined;
  const delimiter = delimiterFor(text);
  return literalLines(text).map((line) => `R"${delimiter}(${line})${delimiter}"`);
}

/** The first of `json`, `json1`, `json2` … that does not end the literal too early. A text has fewer ends than it has characters. */
function delimiterFor(text: string): string {
  const ends = new Set([...text.matchAll(/\)(json\d{0,12})"/g)].map(([, end]) => end));
  let delimiter = 'json';
  for (let count = 1; ends.has(delimiter); count++) delimiter = `json${count}`;
  return delimiter;
}
