import type { TextRange } from '../../lint/problem.ts';
import type { Located, Step } from '../model.ts';
import type { Report } from '../remark.ts';

/** What every step is built on. */
export interface StepBase {
  readonly range: TextRange;
  readonly absent: boolean;
  readonly after: number;
}

/** What reading a step needs besides the step. */
export interface StepContext {
  /** The document, in which everything before and in the step is well-formed JSON. */
  readonly json: string;
  readonly report: Report;
  /** How many repetitions the step stands in. */
  readonly depth: number;
}

/** Reads one step; `undefined` when it cannot be told what it is. */
export type ReadStep = (step: Located<unknown>, context: StepContext) => Step | undefined;
