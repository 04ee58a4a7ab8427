import { hasForbiddenCharacter } from './forbiddenCharacters.ts';
import { shownText } from './shownText.ts';

/**
 * Rules for the names people type: IDs that are registered, and free topic levels. Every check returns the
 * reason of a refusal as a full sentence, or `undefined` when the text is fine.
 */

/** Device types, device IDs and application IDs: 1 to 36 characters of `A-Z a-z 0-9 - _ .` [D-conn]. */
export function checkId(what: string, text: string): string | undefined {
  return checkName(what, text, 36);
}

/** Bundle IDs, action IDs and names of parameters of an extension: 1 to 255 characters of `A-Z a-z 0-9 - _ .` [D-cus]. */
export function checkExtensionName(what: string, text: string): string | undefined {
  return checkName(what, text, 255);
}

/** Organisation IDs; kept loose because in Maximo Application Suite the workspace ID takes their place [D-conn, MAS]. */
export function checkOrg(text: string): string | undefined {
  if (text === '') return 'The organisation ID is empty.';
  return /^[A-Za-z0-9_-]+$/.test(text) ? undefined : 'An organisation ID consists of letters, digits, "-" and "_".';
}

/** One free level of a topic that is published, such as an event ID or a format: any MQTT string but for `/`, `+` and `#`. */
export function checkLevel(what: string, text: string): string | undefined {
  if (text === '') return `${what} is empty; the platform closes the connection for a topic with an empty level (276).`;
  const wrong = /[/+#]/.exec(text)?.[0];
  if (wrong !== undefined)
    return `${what} must not contain ${quoted(wrong)}: it would change the topic, and the platform closes the connection (276).`;
  if (hasForbiddenCharacter(text)) {
    return `${what} contains a control character or another one that no topic may contain; the platform closes the connection (276).`;
  }
  return undefined;
}

/** A device token: the platform's documents disagree on the alphabet, so any text counts [D-conn, D-task]. */
export function checkToken(text: string): string | undefined {
  if (text === '') return 'The token is empty.';
  if (text !== text.trim()) return 'The token begins or ends with a space; copy it again without it.';
  return undefined;
}

function checkName(what: string, text: string, most: number): string | undefined {
  if (text === '') return `${what} is empty; it needs 1 to ${most} characters.`;
  if (text.length > most) return `${what} has ${text.length} characters; ${most} are allowed.`;
  const wrong = /[^A-Za-z0-9._-]/u.exec(text)?.[0];
  return wrong === undefined ? undefined : `${what} must not contain ${quoted(wrong)}; letters, digits, "-", "_" and "." are allowed.`;
}

function quoted(character: string): string {
  return character === ' ' ? 'a space' : `"${shownText(character)}"`;
}
