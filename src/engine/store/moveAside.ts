import { renameSync } from 'node:fs';

/**
 * Renames a database together with the files that belong to it, which nobody may have open, and gives its new name.
 * @throws Error when one of them cannot be renamed; then all have their old names.
 */
export function moveAside(file: string): string {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const aside = file.replace(/\.db$/, `.unreadable-${stamp}.db`);
  const renamed: string[] = [];
  try {
    for (const suffix of ['-wal', '-shm', '']) if (isRenamed(file + suffix, aside + suffix, suffix === '')) renamed.push(suffix);
  } catch (error) {
    for (const suffix of renamed) renameSync(aside + suffix, file + suffix);
    throw error;
  }
  return aside;
}

/** Renames a file, and says whether it was there. */
function isRenamed(from: string, to: string, mustExist: boolean): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (mustExist || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return false;
  }
}
