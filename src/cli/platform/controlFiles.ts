import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlFile } from '../../rpc/node/control.ts';
import { removeRemains, type Announcement } from './announcement.ts';
import { writeControlFile } from './controlFile.ts';

/** Where a data folder says how the platform that uses it is reached. */
export function controlFileIn(dataFolder: string): string {
  return join(dataFolder, 'control.json');
}

/** All places where one platform says how it is reached: in its data folder, which is its alone, and where it may announce itself. */
export class ControlFiles {
  readonly #inData: string | undefined;
  readonly #announcement: Announcement | undefined;

  constructor(dataFolder: string | undefined, announcement: Announcement | undefined) {
    this.#inData = dataFolder === undefined ? undefined : controlFileIn(dataFolder);
    this.#announcement = announcement;
  }

  /** @throws Refusal when a file cannot be written. */
  write(content: ControlFile): void {
    if (this.#inData !== undefined) {
      removeRemains(this.#inData);
      writeControlFile(this.#inData, content);
    }
    this.#announcement?.write(content);
  }

  /** Removes them, once the platform has let go of its data: from then on another may take its place. */
  remove(): void {
    if (this.#inData !== undefined) rmSync(this.#inData, { force: true });
    this.#announcement?.release();
  }
}
