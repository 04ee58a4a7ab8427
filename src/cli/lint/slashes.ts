import { sep } from 'node:path';

/** A path of this system as globs and annotations write it. */
export function slashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
