import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join, resolve } from 'node:path';
import { reasonOf } from '../reasonOf.ts';

/** Something to check. Paths are those that were typed, or continue them. */
export type Found = FoundFile | { readonly type: 'unreadable'; readonly path: string; readonly reason: string };

/** A file that is to be checked. */
export interface FoundFile {
  readonly type: 'file';
  readonly path: string;
  /** It was typed, and not met in a folder. */
  readonly isNamed: boolean;
}

/** Folders that hold other people's files. */
const leftOut: readonly string[] = ['node_modules', '.git'];

/** What was named if it is a file, or else the files in that folder and below, in the order of their names. */
export function* findFiles(target: string, base: string): Generator<Found> {
  if (isFolder(resolve(base, target))) yield* filesBelow(target, base);
  else yield { type: 'file', path: target, isNamed: true };
}

/** Whether there is a folder at this place. What cannot even be looked at is for the reader to complain about. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function* filesBelow(folder: string, base: string): Generator<Found> {
  // A stack of its own, the next on top: folders may be nested deeper than calls.
  const waiting = [{ path: folder, isFolder: true }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path } = next;
    if (!next.isFolder) {
      yield { type: 'file', path, isNamed: false };
      continue;
    }
    try {
      const entries = readdirSync(resolve(base, path), { withFileTypes: true }).filter(isWanted).sort(backwards);
      for (const entry of entries) waiting.push({ path: join(path, entry.name), isFolder: entry.isDirectory() });
    } catch (error) {
      yield { type: 'unreadable', path, reason: reasonOf(error) };
    }
  }
}

/** Links count as files, so that folders that contain themselves end; sockets and the like cannot be checked. */
function isWanted(entry: Dirent): boolean {
  if (entry.isDirectory()) return !leftOut.includes(entry.name);
  return entry.isFile() || entry.isSymbolicLink();
}

function backwards(a: Dirent, b: Dirent): number {
  return a.name < b.name ? 1 : -1;
}
