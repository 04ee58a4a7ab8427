import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Refusal } from '../../../wiotp/refusal.ts';
import { appendPieces } from './write/appendPieces.ts';

const { O_WRONLY, O_CREAT, O_TRUNC, O_APPEND } = constants;

/**
 * A file that grows by whole lines: what of the last write did not fit is taken back, so that no line is ever half there. Others may
 * read it meanwhile.
 */
export class AppendedFile {
  readonly #file: string;
  readonly #handle: FileHandle;

  private constructor(file: string, handle: FileHandle) {
    this.#file = file;
    this.#handle = handle;
  }

  /** Begins a file anew. */
  static async create(file: string): Promise<AppendedFile> {
    return new AppendedFile(file, await open(file, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND));
  }

  /**
   * Appends complete lines.
   * @throws Refusal when the file was deleted meanwhile, and otherwise Error of the file system; the file then ends with the last line
   * that was there before.
   */
  async append(lines: string): Promise<void> {
    const { size, nlink } = await this.#handle.stat();
    if (nlink === 0) throw deleted(this.#file);
    try {
      await appendPieces(this.#handle, lines);
    } catch (error) {
      await this.#handle.truncate(size).catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** Writing into a file without a name would go on, and be for nothing. */
function deleted(file: string): Refusal {
  return new Refusal(`${file} was deleted or replaced while it was written.`, {
    rule: 'file access',
    advice: 'Record into another file, and leave it where it is meanwhile.',
  });
}
