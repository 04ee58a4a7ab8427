import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { appendPieces } from './appendPieces.ts';

/** What is gathered before it is written, in UTF-16 units. */
const gathered = 256 * 1024;

/**
 * A file that appears when it is complete: until then it is a temporary neighbour, and what stood there before stays as it is.
 * Every method may throw what the file system throws; `discard` comes after that.
 */
export class TargetFile {
  readonly #target: string;
  readonly #neighbour: string;
  readonly #handle: FileHandle;
  #waiting: string[] = [];
  #length = 0;

  private constructor(target: string, neighbour: string, handle: FileHandle) {
    this.#target = target;
    this.#neighbour = neighbour;
    this.#handle = handle;
  }

  static async create(file: string): Promise<TargetFile> {
    // A link stays a link: what it leads to is replaced.
    const target = await realpath(file).catch(() => file);
    const neighbour = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomUUID().slice(0, 8)}.part`);
    return new TargetFile(target, neighbour, await open(neighbour, 'wx'));
  }

  /** Takes text. Whoever writes much awaits each call: it takes as long as the disk does. */
  async write(text: string): Promise<void> {
    this.#waiting.push(text);
    this.#length += text.length;
    if (this.#length >= gathered) await this.#flush();
  }

  /** Puts the file in its place. */
  async commit(): Promise<void> {
    await this.#flush();
    await this.#handle.sync();
    await this.#handle.close();
    await rename(this.#neighbour, this.#target);
  }

  /** Leaves nothing behind; never throws. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#neighbour, { force: true }).catch(() => undefined);
  }

  async #flush(): Promise<void> {
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#length = 0;
    await appendPieces(this.#handle, text);
  }
}
