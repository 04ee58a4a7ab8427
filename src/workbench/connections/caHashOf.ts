import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { absoluteFile } from '../../profiles/absoluteFile.ts';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import type { Surroundings } from '../../profiles/surroundings.ts';

/** No collection of authorities has more; in bytes. */
const mostBytes = 1024 * 1024;

/**
 * What the CA file of a shared profile holds now, as its SHA-256 in hex: the folder may come to hold another one under the same
 * name. Empty for a file that cannot be read; `undefined` for a profile without one, and for the user's own.
 */
export function caHashOf({ tls }: ConnectionProfile, where: Surroundings): string | undefined {
  if (tls.caFile === undefined || where.folder === undefined) return undefined;
  const file = absoluteFile(tls.caFile, where);
  try {
    const found = statSync(file);
    // Reading a pipe might never end.
    if (!found.isFile() || found.size > mostBytes) return '';
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return '';
  }
}
