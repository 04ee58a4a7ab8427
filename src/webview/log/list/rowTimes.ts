import type { LogExtent, LogRow } from '../../../rpc/log/traffic.ts';
import { timeModeOf, type TimeMarks, type TimeMode } from './timeModes.ts';

/** What {@link RowTimes} need. */
export interface RowTimesHooks {
  /** The start that the reader chose before, in milliseconds since the epoch. */
  readonly chosen: number | undefined;
  /** The first row of the view; `undefined` where there is none. */
  first(): Promise<LogRow | undefined>;
  /** Times read differently now. */
  changed(): void;
}

/** The times of rows, as the list tells them. The start that times are counted from is the view's first row, unless the reader chose another. */
export class RowTimes {
  readonly #hooks: RowTimesHooks;
  #chosen: number | undefined;
  /** The time of the view's first row; unknown until it is here. */
  #first: number | undefined;
  /** Becomes another one when answers that are on their way are about another view. */
  #view = {};
  #isAsking = false;
  #log: LogExtent = { first: 0, end: 0 };

  constructor(hooks: RowTimesHooks) {
    this.#hooks = hooks;
    this.#chosen = hooks.chosen;
  }

  /** The start that the reader chose, in milliseconds since the epoch. */
  get chosen(): number | undefined {
    return this.#chosen;
  }

  /** The time as it has room in a cell. */
  text(mode: TimeMode, row: LogRow, before: LogRow | undefined): string {
    return timeModeOf(mode).text(row.time, this.#marks(mode, before));
  }

  /** The time as it stands in a line that is copied. */
  line(mode: TimeMode, row: LogRow, before: LogRow | undefined): string {
    const { text, line = text } = timeModeOf(mode);
    return line(row.time, this.#marks(mode, before));
  }

  /** Counts from this row on. */
  startAt({ time }: LogRow): void {
    this.#chosen = time;
    this.#hooks.changed();
  }

  /** Another view is shown, which may begin with another row. */
  restart(): void {
    this.#first = undefined;
    this.#view = {};
    this.#isAsking = false;
  }

  /** The log is this long now. When nothing of before is left, it was cleared, and with it every start. */
  keepWithin(log: LogExtent): void {
    const { first, end } = this.#log;
    this.#log = log;
    if (first === end || log.first < end) return;
    this.#chosen = undefined;
    this.restart();
  }

  #marks(mode: TimeMode, before: LogRow | undefined): TimeMarks {
    const start = this.#chosen ?? this.#first;
    if (mode === 'sinceStart' && start === undefined) void this.#findFirst();
    return { start, before: before?.time };
  }

  async #findFirst(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const view = this.#view;
    try {
      const row = await this.#hooks.first();
      if (row === undefined || view !== this.#view) return;
      this.#first = row.time;
      this.#hooks.changed();
    } catch {
      // The rows themselves come the same way and say why they do not; without a start the times stay empty until the next drawing.
    } finally {
      if (view === this.#view) this.#isAsking = false;
    }
  }
}
