import type { LineOutput } from './lineOutput.ts';

/** Where a command writes. */
export interface Outputs {
  readonly out: LineOutput;
  readonly err: LineOutput;
}
