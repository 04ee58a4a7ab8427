import type { FilterKnown } from '../../filter/completeFilter.ts';
import type { FindQuestion, LogCounters, LogHold, LogName, ViewExtent, ViewRows } from './logCalls.ts';
import type { RecordingState } from './logFiles.ts';
import type { LogExtent, LogMessage, RowNumbers } from './traffic.ts';

/** A request that waits for the user's answer, by what its row in the log says. */
export interface PendingRow {
  readonly clientId: string;
  readonly topic: string;
  readonly reqId: string;
}

/** What the log view shows around its rows. */
export interface LogStatus {
  readonly log: LogName;
  /** Of a log that was opened from a file: its file's name. Such a log is only read. */
  readonly file?: string;
  /** The whole log, and the part of it that the view shows. */
  readonly extent: LogExtent;
  readonly view: ViewExtent;
  readonly counters: LogCounters;
  readonly hold: LogHold;
  readonly recording?: RecordingState;
  /** Requests that came over connections of our own and wait for the user's answer. */
  readonly pending: readonly PendingRow[];
  /** Something the reader must know about the log, such as that it is kept in memory only. */
  readonly notice?: string;
}

/** Commands of the extension that the view offers for a row, or for the log. The host runs no other ones. */
export type LogCommand =
  | 'clearTraffic'
  | 'addMarker'
  | 'openTrafficInEditor'
  | 'openTrafficFile'
  | 'exportTraffic'
  | 'startRecording'
  | 'stopRecording'
  | 'plotNumbers'
  | 'showConversation'
  | 'compareWithPreviousBoot'
  | 'compareWithPreviousMessage'
  | 'newPayloadFromMessage'
  | 'publishMessageAgain'
  | 'copyMessageAsJson'
  | 'copyMessageAsMosquitto'
  | 'copyMessageAsC'
  | 'setRetention';

/** What a page does itself when VS Code's own context menu on one of its rows asks for it. */
export type RowAct = 'goToPartner' | 'filterByRow';

/** A row in the page where it was chosen. */
export interface PageRow {
  /** The name that the page gave itself. */
  readonly page: string;
  readonly seq: number;
}

/** What a command of the log is given, by the view and by VS Code's own context menu on a row. */
export interface LogPlace {
  readonly log: LogName;
  /** The row, where the command is about one. */
  readonly seq?: number;
  /** The range of selected rows that the row is one of, as far as they pass the filter. */
  readonly rows?: RowNumbers;
  /** The filter of the view, where the command is about what it shows. */
  readonly filter?: string;
}

/** Calls the log view makes and the extension host answers. */
export interface LogCalls {
  /** The first call of a view: shows what passes this filter, which is remembered over a reload. */
  show(filter: string): LogStatus;
  /** Rows from place `from` on, as far as they exist. */
  rows(from: number, count: number): ViewRows;
  placeOf(seq: number): number;
  find(question: FindQuestion): number | undefined;
  known(): FilterKnown;
  message(seq: number): LogMessage | undefined;
  /** The reader selected a range of rows, or no longer does: what a command is about that is given no row, as from a title or the palette. */
  chosen(rows: RowNumbers | undefined): void;
  /** Puts text on the clipboard. */
  copy(text: string): void;
  /** Registers the device of a refused attempt, with the token that it sent; what goes wrong is told to the user. */
  register(attempt: string): void;
  /** Has the user answer a request that waits; what goes wrong is told to the user. */
  answer(row: PendingRow): void;
  /** Runs a command of the extension; what goes wrong is told to the user. */
  run(command: LogCommand, place: LogPlace): void;
}

/** News the extension host tells the log view. */
export interface LogNews {
  /** The log grew, was cleared, its notice changed, or other requests wait; about ten times a second at most, and never while the view is hidden. */
  changed(status: LogStatus): void;
  /** The reader shall see this row, because a link or a command led to it. */
  reveal(seq: number): void;
  /** The context menu of a row was used. Told to all pages; only the one that is named is meant. */
  act(act: RowAct, row: PageRow): void;
}
