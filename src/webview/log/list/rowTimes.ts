import type { LogRow } from '../../../rpc/log/traffic.ts';
import { timeModeOf, type TimeMode } from './timeModes.ts';

/** What {@link RowTimes} need. */
export interface RowTimesHooks {
  /** The first row of the view; `undefined` where there is none. */
  first(): Promise<LogRow | undefined>;
  /** Times read differently now. */
  changed(): void;
}

/** The times of rows, as the list tells them. The start that times are counted from is the view's first row, unless the reader chose another. */
export class RowTimes {
  readonly #hooks: RowTimesHooks;
  #start: number | undefined;
  #isAsking = false;

  constructor(hooks: RowTimesHooks) {
    this.#hooks = hooks;
  }

  text(mode: TimeMode, { time }: LogRow, before: LogRow | undefined): string {
    if (mode === 'sinceStart' && this.#start === undefined) void this.#findStart();
    return timeModeOf(mode).text(time, { start: this.#start, before: before?.time });
  }

  /** Counts from this row on. */
  startAt({ time }: LogRow): void {
    this.#start = time;
    this.#hooks.changed();
  }

  async #findStart(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      const row = await this.#hooks.first();
      if (row !== undefined && this.#start === undefined) this.startAt(row);
    } catch {
      // The rows themselves come the same way and say why they do not; without a start the times stay empty until the next drawing.
    } finally {
      this.#isAsking = false;
    }
  }
}
