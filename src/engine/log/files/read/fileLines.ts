import { open } from 'node:fs/promises';
import { endOfString } from '../../../../lint/jsonText.ts';
import { Refusal } from '../../../../wiotp/refusal.ts';

/** One line of a file that is not empty, without its line break. */
export interface FileLine {
  /** From 1. */
  readonly number: number;
  /** Empty when it cannot be read. */
  readonly text: string;
  /** Why it cannot be read, to follow the line's number; absent when it can. */
  readonly fault?: string;
  /** It is the last one and has no line break: whoever wrote the file may not have come to its end. */
  readonly isOpen: boolean;
}

/** Bytes of a line. What the log keeps takes at most half of it: a packet of 16 MB in base64, and a request ID from within it. */
const longest = 64 * 1024 * 1024;

/** Characters of a line besides its texts. More of them are no row and no step, and would take much memory. */
const mostOutsideTexts = 2 * 1024 * 1024;

const chunkBytes = 256 * 1024;
const lineFeed = 0x0a;
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The lines of a file, no more than one of them in memory.
 * @throws Refusal that names the line which is too long. May throw what the file system throws.
 */
export async function* fileLines(file: string): AsyncGenerator<FileLine> {
  const handle = await open(file, 'r');
  try {
    let number = 0;
    let parts: Buffer[] = [];
    let length = 0;
    for (;;) {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes);
      const chunk = buffer.subarray(0, bytesRead);
      let start = 0;
      for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
        parts.push(chunk.subarray(start, end));
        yield* lineOf(parts, ++number, false);
        parts = [];
        length = 0;
        start = end + 1;
      }
      parts.push(chunk.subarray(start));
      length += chunk.length - start;
      if (length > longest) throw unreadable(file, number + 1, `is longer than ${longest / 1024 / 1024} MB`);
      if (bytesRead === 0) break;
    }
    yield* lineOf(parts, ++number, true);
  } finally {
    await handle.close();
  }
}

/** A line that cannot be read, as a refusal. `why` follows the line's number. */
export function unreadable(file: string, line: number, why: string): Refusal {
  return new Refusal(`Line ${line} of ${file} ${why}.`, {
    rule: 'traffic file',
    advice: 'Open a file that was exported or recorded here, or a transcript.',
  });
}

function* lineOf(parts: readonly Buffer[], number: number, isOpen: boolean): Generator<FileLine> {
  const text = decoded(Buffer.concat(parts))?.trim();
  if (text === '') return;
  const fault = text === undefined ? 'is no text in UTF-8' : tooMuch(text);
  yield fault === undefined ? { number, text: text ?? '', isOpen } : { number, text: '', fault, isOpen };
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function tooMuch(text: string): string | undefined {
  if (text.length <= mostOutsideTexts) return undefined;
  let outside = 0;
  for (let at = 0; at < text.length;) {
    const next = text.indexOf('"', at);
    const quote = next === -1 ? text.length : next;
    outside += quote - at;
    at = endOfString(text, quote);
  }
  return outside <= mostOutsideTexts ? undefined : `has more than ${mostOutsideTexts / 1024 / 1024} MB besides its texts`;
}
