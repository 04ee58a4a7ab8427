import type { ViewExtent, ViewRows } from '../../../rpc/log/logCalls.ts';
import type { Plan } from '../../../filter/plan.ts';
import type { LogReader } from '../reading/logReader.ts';

/** What one viewer shows of a log. */
export interface View {
  readonly reader: LogReader;
  /** What a row has to pass. */
  readonly plan: Plan;
  readonly extent: ViewExtent;
  rows(from: number, count: number): ViewRows;
  /** The place of a row, or of the next one behind it. */
  placeOf(seq: number): number;
  /** Notes that the log grew or that rows are not what they were. */
  grew(changed: readonly number[]): void;
  /** Notes that everything was deleted. */
  cleared(): void;
  /** Looks at a little more of the log; tells whether there is more to look at. */
  step(): boolean;
}
