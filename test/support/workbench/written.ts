import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** A file, byte by byte as characters. */
export interface WrittenFile {
  readonly file: string;
  readonly text: string;
}

/** Every file below a folder, but for installed extensions. */
export async function filesBelow(folder: string): Promise<readonly WrittenFile[]> {
  const found: WrittenFile[] = [];
  for (const entry of await readdir(folder, { recursive: true })) {
    const file = path.join(folder, entry);
    if (entry.split(path.sep).includes('extensions') || !(await isFile(file))) continue;
    found.push({ file, text: await readFile(file, 'latin1') });
  }
  return found;
}

/** What VS Code keeps in the browser, where its server has no place for it: states of windows and extensions. The secret store is beside it. */
export async function storedInBrowser(page: Page): Promise<{ readonly states: string }> {
  const states = await page.evaluate(`(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const found = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const values = await done(database.transaction(store).objectStore(store).getAll());
        found.push(...values.map((value) => typeof value === 'string' ? value : JSON.stringify(value)));
      }
      database.close();
    }
    return found.join('\\n');
  })()`);
  return { states: String(states) };
}

async function isFile(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true;
}
