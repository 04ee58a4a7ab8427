import { open, type FileHandle } from 'node:fs/promises';

/** A file that grows by whole lines: what of the last write did not fit is taken back, so that no line is ever half there. */
export class AppendedFile {
  readonly #handle: FileHandle;
  #size = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Begins a file anew. */
  static async create(file: string): Promise<AppendedFile> {
    return new AppendedFile(await open(file, 'w'));
  }

  /**
   * Appends complete lines.
   * @throws Error of the file system; the file then ends with the last line that was written before.
   */
  async append(lines: string): Promise<void> {
    const bytes = Buffer.from(lines);
    try {
      await this.#handle.appendFile(bytes);
      this.#size += bytes.length;
    } catch (error) {
      await this.#handle.truncate(this.#size).catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
