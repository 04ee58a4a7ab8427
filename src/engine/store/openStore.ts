import { mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StoreState } from '../../rpc/engineContract.ts';
import { ForeignFile, prepareSchema } from './schema.ts';
import { isDamaged } from './sqliteError.ts';
import { StoreLock } from './storeLock.ts';
import { TrafficStore } from './trafficStore.ts';

/** A store with what must be known about it. */
export interface OpenedStore {
  readonly store: TrafficStore;
  readonly state: StoreState;
  /** Held as long as the store's file is ours. */
  readonly lock?: StoreLock;
}

/** More engines than this do not share a folder. */
const mostEngines = 99;

/**
 * Opens the log in a folder. Another engine's log there is left alone and gets a neighbour; a file that is no log is
 * renamed, never deleted. When the folder cannot be used, or there is none, the log is in memory.
 */
export function openStore(folder: string | undefined): OpenedStore {
  if (folder === undefined) return { store: openMemory(), state: {} };
  try {
    return openIn(folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const notice = `The log is kept in memory only and ends with this window: the folder ${folder} cannot be used (${why}).`;
    return { store: openMemory(), state: { notice } };
  }
}

/** An empty log in memory. */
export function openMemory(): TrafficStore {
  return openDatabase(':memory:');
}

function openIn(folder: string): OpenedStore {
  mkdirSync(folder, { recursive: true });
  for (let n = 1; n <= mostEngines; n++) {
    const path = join(folder, n === 1 ? 'traffic' : `traffic-${n}`);
    const lock = StoreLock.take(`${path}.lock`);
    if (lock === undefined) continue;
    try {
      return { ...openFile(`${path}.db`), lock };
    } catch (error) {
      lock.release();
      throw error;
    }
  }
  throw new Error(`${mostEngines} other windows keep their logs there`);
}

function openFile(file: string): OpenedStore {
  try {
    return { store: openDatabase(file), state: { file } };
  } catch (error) {
    if (!(error instanceof ForeignFile) && !isDamaged(error)) throw error;
    const aside = moveAside(file);
    const notice = `${basename(file)} was no log that could be read (${(error as Error).message}). It is now called ${basename(aside)}, and a new log was begun.`;
    return { store: openDatabase(file), state: { file, notice } };
  }
}

function openDatabase(location: string): TrafficStore {
  const db = new DatabaseSync(location);
  try {
    prepareSchema(db);
    return new TrafficStore(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Renames a database together with the files that belong to it. */
function moveAside(file: string): string {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const aside = file.replace(/\.db$/, `.unreadable-${stamp}.db`);
  renameSync(file, aside);
  for (const companion of ['-wal', '-shm']) {
    try {
      renameSync(file + companion, aside + companion);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return aside;
}
