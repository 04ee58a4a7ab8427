import type { PendingRow } from '../../rpc/logContract.ts';
import type { PayloadTab } from './payloadView.ts';

/** What a reader can do in the detail. */
export interface DetailActions {
  readonly close: () => void;
  /** Goes to another row. */
  readonly select: (seq: number) => void;
  /** Puts a text on the clipboard; `what` says which, for the reader. */
  readonly copy: (text: string, what: string) => void;
  readonly show: (tab: PayloadTab) => void;
  /** Registers the device of a refused attempt. */
  readonly register: (attempt: string) => void;
  /** Has the reader answer a request that waits. */
  readonly answer: (row: PendingRow) => void;
}
