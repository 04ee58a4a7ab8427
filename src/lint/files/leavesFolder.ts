import { isAbsolutePath } from './absolutePath.ts';

/** Whether a relative path leads out of the folder that it starts from; an absolute one always does. */
export function leavesFolder(path: string): boolean {
  if (isAbsolutePath(path)) return true;
  let depth = 0;
  for (const name of path.split(/[/\\]/)) {
    if (name === '..') depth--;
    else if (name !== '' && name !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}
