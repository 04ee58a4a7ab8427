/** Control and format characters, ends of lines, and what turns the direction of what follows. */
const steering = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text that a terminal shows as it is: characters with which a file's name or content could move the cursor, hide lines, or look
 * like another, are written as escapes.
 */
export function printable(text: string): string {
  return text.replace(steering, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  });
}
