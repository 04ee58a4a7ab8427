/**
 * Control characters, halves of surrogate pairs (which UTF-8 cannot carry) and the code points that Unicode excludes: no topic
 * and no client ID may contain them [PX-mqtt].
 */
const forbidden = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;
const allForbidden = new RegExp(forbidden, 'gu');

/** Whether a text contains a character that neither topics nor client IDs may contain. */
export function hasForbiddenCharacter(text: string): boolean {
  return forbidden.test(text);
}

/** The text with every such character replaced. */
export function replaceForbidden(text: string, replacement: string): string {
  return text.replace(allForbidden, replacement);
}
