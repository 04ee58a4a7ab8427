import type { Outputs } from './outputs.ts';

/** What a command works with: tests give it folders and streams of their own. */
export interface CommandContext extends Outputs {
  /** Where relative paths start. */
  readonly folder: string;
  /** Reads all of standard input. */
  readonly readInput: () => Promise<Uint8Array>;
  /** The program that runs the user's own schemas in a thread. */
  readonly schemasProgram: string;
}
