import { chmodSync, closeSync, openSync, statSync } from 'node:fs';

/** What others than the owner may do, as bits of a file's mode. */
const others = 0o077;

/** Makes a file that only its owner can use, or keeps others out of one that exists. @throws Error when it cannot be opened. */
export function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  keepOthersOut(file);
}

/** Keeps others out of a file, if it exists and the file system can do that. */
export function keepOthersOut(file: string): void {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  if ((mode & others) === 0) return;
  try {
    chmodSync(file, mode & 0o700);
  } catch {
    // A file system without owners has nobody to keep out; whether the file can be used shows when it is.
  }
}
