import { reduce, type Plan } from '../../../filter/plan.ts';
import type { ViewExtent, ViewRows } from '../../../rpc/log/logCalls.ts';
import { Pace } from '../../../rpc/pace.ts';
import { Breath } from '../breath.ts';
import type { LogObserver, LogReader } from '../reading/logReader.ts';
import { FilteredView } from './filteredView.ts';
import { PlainView } from './plainView.ts';
import type { View } from './view.ts';

/** How long the log's news may wait for a view to take part in them, in milliseconds. */
const newsMs = 4;
const toldMs = 100;

/** A view that somebody shows: follows its log, and searches on while there is something to search. */
export class OpenView implements LogObserver {
  readonly #view: View;
  readonly #told: Pace;
  readonly #observed: { dispose(): void };
  #isSearching = false;
  #isClosed = false;
  #failure: Error | undefined;

  /** `changed` is called when more was found than the log's own news told, at most ten times a second. */
  constructor(reader: LogReader, plan: Plan, changed: () => void) {
    const rest = reduce(plan, () => undefined);
    this.#view = rest === true ? new PlainView(reader) : new FilteredView(reader, rest);
    this.#told = new Pace(changed, toldMs);
    this.#observed = reader.observe(this);
  }

  get reader(): LogReader {
    return this.#view.reader;
  }

  get plan(): Plan {
    return this.#view.plan;
  }

  get extent(): ViewExtent {
    return this.#view.extent;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Begins to search; after this call the extent has what a few milliseconds found. */
  start(): void {
    this.#searchFor(newsMs * 2);
  }

  /** @throws Error when the log could not be searched. */
  rows(from: number, count: number): ViewRows {
    if (this.#failure !== undefined) throw this.#failure;
    return this.#view.rows(from, count);
  }

  placeOf(seq: number): number {
    return this.#view.placeOf(seq);
  }

  grew(changed: readonly number[]): void {
    this.#view.grew(changed);
    if (!this.#isSearching) this.#searchFor(newsMs);
  }

  cleared(): void {
    this.#view.cleared();
  }

  dispose(): void {
    this.#isClosed = true;
    this.#observed.dispose();
    this.#told.dispose();
  }

  /** Searches now, and whatever that leaves later, with breaths between. */
  #searchFor(ms: number): void {
    try {
      const breath = new Breath(ms);
      do if (!this.#view.step()) return;
      while (!breath.isDue);
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#isSearching = true;
    void this.#searchOn();
  }

  async #searchOn(): Promise<void> {
    try {
      const breath = new Breath();
      await breath.take();
      while (!this.#isClosed && this.#view.step()) {
        if (!breath.isDue) continue;
        this.#told.poke();
        await breath.take();
      }
    } catch (error) {
      this.#fail(error);
    }
    this.#isSearching = false;
    if (!this.#isClosed) this.#told.poke();
  }

  /** Whoever asks for rows is told, because a search has no caller. */
  #fail(cause: unknown): void {
    const why = cause instanceof Error ? cause.message : String(cause);
    this.#failure = new Error(`The log could not be searched: ${why}`, { cause });
  }
}
