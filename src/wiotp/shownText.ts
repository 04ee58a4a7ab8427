import { replaceForbidden } from './forbiddenCharacters.ts';

/** What breaks a line, turns the direction of what follows, or is there without being seen. */
const misleading = /[\p{Zl}\p{Zp}\p{Cf}]/gu;

/** A topic of a client may be 65,535 bytes of anything; a sentence shows what a reader can use. */
export function shownText(text: string): string {
  // Cut before replacing, and mind that a cut may split a surrogate pair.
  const start = text.length > 120 ? `${text.slice(0, 119)}…` : text;
  return replaceForbidden(start, '\u25a1').replace(misleading, '\u25a1');
}
