const maxCharacters = 200;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The beginning of a payload as one line of text that is safe to show: line breaks and tabs become spaces; bytes
 * that are no UTF-8, other control characters and characters that change the direction of text become U+FFFD.
 */
export function previewOf(payload: Uint8Array): string {
  return shown(decoder.decode(payload)).slice(0, maxCharacters);
}

/** A text from outside as one safe line, see {@link previewOf}. */
export function shown(text: string): string {
  return text.replace(/[\t\n\r]+/g, ' ').replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu, '\ufffd');
}
