import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StoreState } from '../../rpc/engineContract.ts';
import { moveAside } from './moveAside.ts';
import { UnusableFile, checkWhole, prepareSchema } from './schema.ts';
import { isBusy, isDamaged } from './sqliteError.ts';
import { TrafficStore } from './trafficStore.ts';

/** A store with what must be known about it. */
export interface OpenedStore {
  readonly store: TrafficStore;
  readonly state: StoreState;
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
    try {
      return openFile(join(folder, n === 1 ? 'traffic.db' : `traffic-${n}.db`));
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }
  throw new Error(`${mostEngines} other windows keep their logs there`);
}

function openFile(file: string): OpenedStore {
  try {
    return { store: openDatabase(file), state: { file } };
  } catch (error) {
    if (!(error instanceof UnusableFile) && !isDamaged(error)) throw error;
    const aside = moveAside(file);
    const notice = `${basename(file)} was no log that could be read (${(error as Error).message}). It is now called ${basename(aside)}, and a new log was begun.`;
    return { store: openDatabase(file), state: { file, notice } };
  }
}

/**
 * The log in a database, which is made if need be.
 * @throws UnusableFile, or what the database throws.
 */
function openDatabase(location: string): TrafficStore {
  // Whoever closes a database leaves no write-ahead log behind. Looking through a file is only worth its time after a crash.
  const wasCutOff = existsSync(`${location}-wal`);
  const db = new DatabaseSync(location);
  try {
    // As long as it is open it is nobody else's. The operating system ends that also when this process dies.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    prepareSchema(db);
    if (wasCutOff) checkWhole(db);
    return new TrafficStore(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The log in a file, made ready by `begin`; `undefined` when it cannot be opened or made, or that fails. */
export function opened(file: string, begin: (store: TrafficStore) => void = () => undefined): TrafficStore | undefined {
  let store: TrafficStore | undefined;
  try {
    store = openDatabase(file);
    begin(store);
    return store;
  } catch {
    // Whoever asks goes on in memory then, which is said.
    store?.abandon();
    return undefined;
  }
}

/** The store of a file that was closed, as it was before but for what waits; `undefined` when it cannot be opened. */
export function reopened(file: string, before: TrafficStore): TrafficStore | undefined {
  return existsSync(file) ? opened(file, (store) => store.goOnAs(before)) : undefined;
}
