/** A marker is a note, not a document. */
const mostCharacters = 500;

/** What is wrong with the words of a marker, as a sentence; `undefined` where they will do. */
export function markerFault(text: string): string | undefined {
  if (text.trim() === '') return 'A marker says something.';
  if (text.length > mostCharacters) return `A marker has at most ${mostCharacters} characters; this one has ${text.length}.`;
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return 'A marker has no control characters and no line breaks.';
  return undefined;
}
