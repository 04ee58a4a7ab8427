import type { FileHandle } from 'node:fs/promises';

/** UTF-16 units that are made bytes of at once. */
const piece = 512 * 1024;

/** Appends a text to a file. However long it is, this keeps the thread only for a moment at a time. */
export async function appendPieces(handle: FileHandle, text: string): Promise<void> {
  for (let at = 0; at < text.length;) {
    const end = at + piece;
    // The halves of a character belong together.
    const to = isFirstHalf(text.charCodeAt(end - 1)) ? end - 1 : end;
    await handle.appendFile(text.slice(at, to));
    at = to;
  }
}

function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
