import type { LogCommand, PendingRow } from '../../../rpc/log/logContract.ts';
import type { PayloadForm, PayloadTab } from './payloadTabs.ts';

/** What a reader can do in the detail. */
export interface DetailActions {
  readonly close: () => void;
  /** Goes to another row. */
  readonly select: (seq: number) => void;
  /** Puts a text on the clipboard; `what` says which, for the reader. */
  readonly copy: (text: string, what: string) => void;
  /** Shows payloads of a form in this tab from now on. */
  readonly show: (form: PayloadForm, tab: PayloadTab) => void;
  /** Registers the device of a refused attempt. */
  readonly register: (attempt: string) => void;
  /** Has the reader answer a request that waits. */
  readonly answer: (row: PendingRow) => void;
  /** Runs a command of the extension for the message with this number. */
  readonly run: (command: LogCommand, seq: number) => void;
}
