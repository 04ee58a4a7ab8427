import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withFileLock } from './fileLock.ts';
import { cachePath } from './projectPaths.ts';

export interface Fetch {
  /** Name of the folder below `.vscode-test`. */
  readonly name: string;
  /** What is fetched, for people. */
  readonly what: string;
  /** Whether a folder holds what is wanted. Only asked of folders that were filled to the end. */
  isWanted(folder: string): Promise<boolean>;
  /** Fills an empty folder that has a package.json of its own. */
  fill(folder: string): Promise<void>;
  /** Told in one line when a fetch begins and when it has ended. Standard error without it. */
  readonly say?: ((this: void, line: string) => void) | undefined;
}

/**
 * The folder with what was asked for, fetched at most once per machine: a fetch that was interrupted is done
 * again, and two at the same time share one.
 */
export async function fetchOnce(fetch: Fetch): Promise<string> {
  const home = cachePath(fetch.name);
  if (await fetch.isWanted(home)) return home;
  await mkdir(cachePath(), { recursive: true });
  return withFileLock(`${home}.lock`, async () => {
    if (!(await fetch.isWanted(home))) await fillAndName(home, fetch);
    return home;
  });
}

/** The folder only gets its name when everything is in it. */
async function fillAndName(home: string, fetch: Fetch): Promise<void> {
  const say = fetch.say ?? console.error;
  say(`Fetching ${fetch.what} into .vscode-test, once…`);
  const begin = performance.now();
  const part = await mkdtemp(`${home}.part-`);
  // Without a package.json of its own npm would install into the project around it.
  await writeFile(path.join(part, 'package.json'), '{ "private": true }\n');
  await fetch.fill(part);
  await rm(home, { recursive: true, force: true });
  await rename(part, home);
  await removeParts(home);
  say(`Fetched in ${Math.round((performance.now() - begin) / 1000)} s.`);
}

/** What interrupted fetches left. An npm that outlived its run may still write into one: it stays until the next time. */
async function removeParts(home: string): Promise<void> {
  const parts = (await readdir(path.dirname(home))).filter((name) => name.startsWith(`${path.basename(home)}.part-`));
  const removals = parts.map((name) => rm(path.join(path.dirname(home), name), { recursive: true, force: true, maxRetries: 3 }));
  await Promise.allSettled(removals);
}
