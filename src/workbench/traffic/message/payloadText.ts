/** A payload as text; `undefined` for bytes that are no UTF-8. A byte order mark stays. */
export function utf8Text(payload: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    return undefined;
  }
}

/** Whether an editor keeps a text as it is, character by character: it has no NUL, and its lines all end alike. */
export function isEditorText(text: string): boolean {
  if (text.includes('\0')) return false;
  const ends = new Set(text.match(/\r\n|\r|\n/g));
  return !ends.has('\r') && ends.size <= 1;
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
