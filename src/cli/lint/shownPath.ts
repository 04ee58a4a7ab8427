import { relative } from 'node:path';
import { isWithin } from './isWithin.ts';

/** A whole path as it is shown: relative to the folder where the command runs if it is below that. */
export function shownPath(path: string, base: string): string {
  return isWithin(base, path) ? relative(base, path) : path;
}
