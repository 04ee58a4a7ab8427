import type { FilterKnown } from '../../../filter/completeFilter.ts';
import type { Plan } from '../../../filter/plan.ts';
import type { FindQuestion, LogName, ViewExtent, ViewQuery, ViewRows } from '../../../rpc/log/logCalls.ts';
import { filterPlan } from '../reading/filterPlan.ts';
import { mostRows, type LogReader } from '../reading/logReader.ts';
import type { Logs } from '../reading/logs.ts';
import { knownWords } from './knownWords.ts';
import { nearestRow } from './nearestRow.ts';
import { OpenView } from './openView.ts';

/** The views of all logs: what each of them shows, and where in it a row stands. */
export class LogViews {
  readonly #logs: Logs;
  readonly #changed: (log: LogName) => void;
  readonly #views = new Map<string, { readonly query: ViewQuery; readonly open: OpenView }>();

  /** `changed` is called when a view changed although its log did not, because more of the log was searched. */
  constructor(logs: Logs, changed: (log: LogName) => void) {
    this.#logs = logs;
    this.#changed = changed;
    logs.watch((name, reader) => this.#replaced(name, reader));
  }

  /**
   * What was found so far comes at once, the rest is news.
   * @throws Refusal for a filter that cannot be understood.
   */
  open(view: string, query: ViewQuery): ViewExtent {
    const plan = filterPlan(query.filter, Date.now());
    const reader = this.#logs.get(query.log);
    this.close(view);
    return this.#open(view, query, reader, plan).extent;
  }

  close(view: string): void {
    this.#views.get(view)?.open.dispose();
    this.#views.delete(view);
  }

  rows(view: string, from: number, count: number): ViewRows {
    return this.#get(view).rows(from, Math.min(count, mostRows));
  }

  placeOf(view: string, seq: number): number {
    return this.#get(view).placeOf(seq);
  }

  /** @throws Refusal for a filter that cannot be understood. */
  find(view: string, question: FindQuestion): Promise<number | undefined> {
    const open = this.#get(view);
    const plan: Plan = { all: [filterPlan(question.filter, Date.now()), open.plan] };
    return nearestRow(open.reader, plan, question, () => open.isClosed);
  }

  known(log: LogName): Promise<FilterKnown> {
    return knownWords(this.#logs.get(log));
  }

  /** The extents of the views of one log. */
  extents(log: LogName): Readonly<Record<string, ViewExtent>> {
    const views = [...this.#views].filter(([, { query }]) => query.log === log);
    return Object.fromEntries(views.map(([id, { open }]) => [id, open.extent]));
  }

  /** Forgets all views. */
  dispose(): void {
    for (const view of this.#views.keys()) this.close(view);
  }

  #open(view: string, query: ViewQuery, reader: LogReader, plan: Plan): OpenView {
    const open = new OpenView(reader, plan, () => this.#changed(query.log));
    this.#views.set(view, { query, open });
    open.start();
    return open;
  }

  /** A log has another reader, or none: its views begin anew, or end. */
  #replaced(name: LogName, reader: LogReader | undefined): void {
    // Collected first, because views that begin anew are added behind the others.
    const views = [...this.#views].filter(([, { query }]) => query.log === name);
    for (const [view, { query, open }] of views) {
      this.close(view);
      if (reader !== undefined) this.#open(view, query, reader, open.plan);
    }
  }

  #get(view: string): OpenView {
    const found = this.#views.get(view);
    if (found === undefined) throw new Error(`There is no view ${view}`);
    return found.open;
  }
}
