import { isAbsolute, relative, sep } from 'node:path';

/** Whether a path is a folder itself or something below it. Both are whole paths. */
export function isWithin(folder: string, path: string): boolean {
  const below = relative(folder, path);
  return !isAbsolute(below) && below.split(sep)[0] !== '..';
}
