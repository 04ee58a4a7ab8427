import { readFile, stat } from 'node:fs/promises';
import { Refusal } from '../../wiotp/refusal.ts';

/** The system's whole collection of authorities has a quarter of it. */
const mostBytes = 1024 * 1024;

/**
 * Reads a file of keys or certificates. `what` begins the sentence about what is wrong with it: `The CA file`.
 * @throws Refusal when it cannot be read, or the signal's reason.
 */
export async function readSmallFile(what: string, file: string, signal: AbortSignal): Promise<Buffer> {
  try {
    // Reading a pipe or a device might never end.
    const found = await stat(file);
    signal.throwIfAborted();
    if (!found.isFile()) throw unusable(what, file, 'is no file');
    if (found.size > mostBytes) throw unusable(what, file, `has ${found.size} bytes, far more than certificates take`);
    return await readFile(file, { signal });
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof Refusal) throw cause;
    const { code = '', message } = cause as NodeJS.ErrnoException;
    throw unusable(what, file, reasons[code] ?? `cannot be read (${message})`, cause);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'may not be read by you',
  EPERM: 'may not be read by you',
};

function unusable(what: string, file: string, reason: string, cause?: unknown): Refusal {
  return new Refusal(
    `${what}, ${file}, ${reason}.`,
    { rule: 'nothing is sent before the files of TLS are read', advice: 'Check the path in the profile, and who may read the file.' },
    cause === undefined ? {} : { cause },
  );
}
