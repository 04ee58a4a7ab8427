import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { removeControlAddress } from '../../platform/control/controlAddress.ts';
import type { ControlFile } from '../../rpc/node/control.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { reasonOf } from '../reasonOf.ts';
import { livePlatform, writeControlFile } from './controlFile.ts';

/** SQLite's code for a database that somebody else has locked. */
const sqliteBusy = 5;

/** How long a platform that starts may take until it answers, in milliseconds. */
const startMs = 15_000;

/**
 * The right of one running platform to say in a control file how it is reached. Whoever has it is alive: it is a lock that ends
 * with the process, however that ends.
 */
export class Announcement {
  readonly #file: string;
  readonly #lock: DatabaseSync;
  #released = false;

  private constructor(file: string, lock: DatabaseSync) {
    this.#file = file;
    this.#lock = lock;
  }

  /**
   * Takes the right to a file, and removes what a platform that was killed left there; `undefined` while another has it.
   * @throws Refusal when the folder cannot be used.
   */
  static claim(file: string): Announcement | undefined {
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      const lock = locked(`${file}.lock`);
      if (lock === undefined) return undefined;
      removeRemains(file);
      return new Announcement(file, lock);
    } catch (error) {
      throw new Refusal(
        `The platform cannot say in ${file} how it is reached: ${reasonOf(error)}.`,
        { rule: 'the control file is in a folder that can be written', advice: 'Choose another folder, or put this one right.' },
        { cause: error },
      );
    }
  }

  /** Says how the platform is reached. @throws Refusal when the file cannot be written. */
  write(content: ControlFile): void {
    writeControlFile(this.#file, content);
  }

  /** Removes the file and gives the right back; once that is done, does nothing. */
  release(): void {
    if (this.#released) return;
    this.#released = true;
    rmSync(this.#file, { force: true });
    this.#lock.close();
  }
}

/**
 * Takes the right to a control file, or finds the platform that has it, which may be just starting.
 * @throws Refusal when the file cannot be used, or the one that has it does not answer.
 */
export async function claimOrFind(file: string): Promise<Announcement | ControlFile> {
  for (const late = performance.now() + startMs; ;) {
    const found = Announcement.claim(file) ?? (await livePlatform(file));
    if (found !== undefined) return found;
    if (performance.now() > late) break;
    await delay(100);
  }
  throw new Refusal(`A platform holds ${file}, but does not answer.`, {
    rule: 'one platform serves a user',
    advice: 'End that process, or ask for a platform of your own with --port.',
  });
}

/** Removes a control file of a platform that is no more, with its socket. */
export function removeRemains(file: string): void {
  try {
    const { path } = JSON.parse(readFileSync(file, 'utf8')) as Partial<ControlFile>;
    if (typeof path === 'string') removeControlAddress(path);
  } catch {
    // There is no file, or nothing in it that leads anywhere.
  }
  rmSync(file, { force: true });
}

function locked(file: string): DatabaseSync | undefined {
  const lock = new DatabaseSync(file);
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return undefined;
    throw error;
  }
}
