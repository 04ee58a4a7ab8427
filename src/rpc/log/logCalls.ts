import type { FilterKnown } from '../../filter/completeFilter.ts';
import type { BootTexts, ConversationPicture, NumberSeries, PlotSource, RecentAction, SeriesQuestion } from './logStudies.ts';
import type { ExportSpec, ExportState, OpenedLog, RecordingSpec, RecordingState } from './logFiles.ts';
import type { LogExtent, LogMessage, LogRow } from './traffic.ts';
import type { SeenAt } from './traffic.ts';

/**
 * Names a log: `live`, or one that was opened from a file, which no other has, also of another engine. Sequence numbers are unique
 * within a log.
 */
export type LogName = 'live' | `file-${string}`;

/** What a view shows of which log. */
export interface ViewQuery {
  readonly log: LogName;
  /** The text of a filter; empty for everything. */
  readonly filter: string;
}

/**
 * The rows of a view by their places. A place is a row's sequence number where nothing is filtered, otherwise its number among
 * the rows that the filter lets through; `first` rises when rows leave the log.
 */
export interface ViewExtent extends LogExtent {
  /** While the log is still being searched: how much of it was, from 0 to 1. Absent when all of it was. */
  readonly searched?: number;
}

/** Rows by their places: the first of `rows` is at place `from`. */
export interface ViewRows {
  readonly from: number;
  readonly rows: readonly LogRow[];
}

/**
 * What was counted of one source since the log was opened; nothing sets it back, clearing neither. arrived = received + sent +
 * events + lost, arrived = stored + repeated + lost, and the rows that are still there are stored - pruned - cleared - dropped.
 */
export interface SourceCounters {
  readonly arrived: number;
  /** Messages to the source: to a session's client, which may be an application, or to the platform. */
  readonly received: number;
  /** Messages from the source: what a session's client published itself, or what the platform passed on. */
  readonly sent: number;
  /** Connection events and markers. */
  readonly events: number;
  /** What never reached the log, because it came faster than it could be taken in. */
  readonly lost: number;
  /** What became a row, whether or not that is still there. */
  readonly stored: number;
  /** Refusals that only repeat an earlier one; they are counted in its row. */
  readonly repeated: number;
  /** Rows that left because of the retention. */
  readonly pruned: number;
  /** Rows that somebody deleted. */
  readonly cleared: number;
  /** Rows that are no longer there because the file failed, or memory was full. */
  readonly dropped: number;
  /** Messages, events and markers by kind; `''` stands for topics of no kind, `marker` for markers. They add up to arrived - lost. */
  readonly kinds: Readonly<Record<string, number>>;
}

/** What the log counted since it was opened. */
export type LogCounters = Readonly<Record<SeenAt, SourceCounters>>;

/** How much a log may hold. */
export interface Retention {
  readonly megabytes: number;
  readonly days: number;
}

/** What the log holds now. */
export interface LogHold {
  /** Bytes that the log takes in its file or in memory. */
  readonly bytes: number;
  readonly retention: Retention;
  /** Rows that left the log because of the retention, since it was opened. */
  readonly pruned: number;
}

/** What a log tells when it changed. */
export interface LogNewsItem {
  readonly extent: LogExtent;
  readonly counters: LogCounters;
  readonly hold: LogHold;
  /** The views of this log by their IDs. */
  readonly views: Readonly<Record<string, ViewExtent>>;
  /** What is being recorded; absent when nothing is. */
  readonly recording?: RecordingState;
}

/** What to look for from a row on. */
export interface FindQuestion {
  /** The number of the row to begin behind. */
  readonly seq: number;
  readonly direction: 'forward' | 'back';
  /** The text of a filter that the row has to pass as well, such as `problem:any`. */
  readonly filter: string;
}

/** Calls that read and steer the log; the engine passes them to the log's thread. `log` is the live one where it is left out. */
export interface LogReadCalls {
  extent(log?: LogName): LogExtent;
  /** Rows by their numbers, `from` up to `from + count`, as far as they exist; at most 1,000. */
  rows(from: number, count: number, log?: LogName): readonly LogRow[];
  /** One message whole, or `undefined` when it is no longer in the log. */
  message(seq: number, log?: LogName): LogMessage | undefined;
  /** Deletes everything in the live log. */
  clear(): void;
  /** From now on the live log holds no more than this. */
  setRetention(retention: Retention): void;
  /** Cuts the live log with words of the user's. */
  addMarker(text: string): void;

  /**
   * Opens a view, or gives an open one another filter or log.
   * @throws Refusal for a filter that cannot be understood.
   */
  openView(view: string, query: ViewQuery): ViewExtent;
  /** Forgets a view; one that does not exist is no error. */
  closeView(view: string): void;
  /** Rows of a view from place `from` on, at most 1,000. */
  viewRows(view: string, from: number, count: number): ViewRows;
  /** The place of a row in a view, or of the next one behind it that the view shows. */
  placeOf(view: string, seq: number): number;
  /** The nearest row of a view that passes another filter too; `undefined` when there is none. */
  findRow(view: string, question: FindQuestion): number | undefined;
  /** What a log holds that the words of a filter can name; the most recent first, at most 500 of each. */
  known(log: LogName): FilterKnown;

  /** Opens a file that was exported or recorded, as a log that can only be read. Fails with a refusal that names the line. */
  openLog(file: string): OpenedLog;
  closeLog(log: LogName): void;
  /** Begins to write a file; news tells how far it is. Gives its state when it is done, failed or stopped. */
  exportLog(run: string, spec: ExportSpec): ExportState;
  stopExport(run: string): void;
  /** Writes everything that passes a filter into a file from now on; one recording at a time. */
  startRecording(spec: RecordingSpec): void;
  /** Ends the recording, and tells what became of it; `undefined` when there was none. */
  stopRecording(): RecordingState | undefined;

  /** The numbers in events of a log that can be plotted, the busiest first; of one client where it is given. */
  plotSources(log: LogName, clientId?: string): readonly PlotSource[];
  series(log: LogName, question: SeriesQuestion): NumberSeries;
  /** The messages of the action of Device Management that a row belongs to; `undefined` where it belongs to none. */
  conversation(log: LogName, seq: number): ConversationPicture | undefined;
  /** The latest actions of Device Management in a log, the latest first; at most 50. */
  recentActions(log: LogName): readonly RecentAction[];
  /** The stretch of a client's messages that a row belongs to and the one before it, as texts to compare; `undefined` without one before. */
  compareBoots(log: LogName, seq: number): BootTexts | undefined;
  /** The number of the last message before a row with the same client, direction and topic. */
  previousOfTopic(log: LogName, seq: number): number | undefined;
  /** The latest row with a request ID, or on a topic; for links in other texts. */
  lookUp(what: { readonly reqId: string } | { readonly topic: string }): number | undefined;
}

/** News about the log. */
export interface LogReadNews {
  /** A log grew, was cleared or changed, or a view of it did; at most ten times a second, and always after the last change. */
  grew(log: LogName, item: LogNewsItem): void;
  /** How far an export is. */
  exported(run: string, state: ExportState): void;
}
