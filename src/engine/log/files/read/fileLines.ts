import { open } from 'node:fs/promises';
import { Refusal } from '../../../../wiotp/refusal.ts';

/** One line of a file that is not empty, without its line break. */
export interface FileLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** Bytes of a line. A message of 131,072 bytes takes at most 800,000; other brokers allow more. */
const longest = 16 * 1024 * 1024;

const chunkBytes = 256 * 1024;
const lineFeed = 0x0a;
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The lines of a file, at constant memory.
 * @throws Refusal that names the line which is too long, or no text. May throw what the file system throws.
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
        yield* lineOf(parts, ++number);
        parts = [];
        length = 0;
        start = end + 1;
      }
      parts.push(chunk.subarray(start));
      length += chunk.length - start;
      if (length > longest) throw unreadable(file, number + 1, `is longer than ${longest / 1024 / 1024} MB`);
      if (bytesRead === 0) break;
    }
    yield* lineOf(parts, ++number);
  } finally {
    await handle.close();
  }

  function* lineOf(parts: readonly Buffer[], number: number): Generator<FileLine> {
    const text = decoded(Buffer.concat(parts), file, number).trim();
    if (text !== '') yield { number, text };
  }
}

/** A line that cannot be read, as a refusal. `why` follows the line's number. */
export function unreadable(file: string, line: number, why: string, cause?: unknown): Refusal {
  return new Refusal(
    `Line ${line} of ${file} ${why}.`,
    { rule: 'traffic file', advice: 'Open a file that was exported or recorded here, or a transcript.' },
    { cause },
  );
}

function decoded(bytes: Buffer, file: string, line: number): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw unreadable(file, line, 'is no text in UTF-8', error);
  }
}
