import { openDatabase } from './database.ts';
import { identify } from './identity.ts';
import { SqliteStorage } from './sqliteStorage.ts';
import type { Storage } from './storage.ts';

/**
 * Opens the platform's database in a folder, or in memory without one. An organisation is created with the data: `org` if
 * it is given, otherwise six random characters.
 * @throws Refusal when the folder cannot be used, is in use, or holds another organisation than `org`.
 */
export function openStorage(folder?: string, org?: string): Storage {
  const database = openDatabase(folder);
  try {
    return new SqliteStorage(database, identify(database, org));
  } catch (error) {
    database.close();
    throw error;
  }
}
