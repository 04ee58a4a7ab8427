import type { OwnSchema, OwnSchemas, SchemaReport } from '../lint/own/ownSchemas.ts';
import type { Problem } from '../lint/problem.ts';
import { quoted } from '../lint/wording.ts';
import { CheckQueue } from './checkQueue.ts';
import { FilterTable } from './filterTable.ts';
import { SchemaFiles } from './schemaFiles.ts';
import { GuiltyItem, SchemaWorker } from './schemaWorker.ts';

/** What an {@link OwnSchemaThread} is told. */
export interface OwnSchemaOptions {
  /** The program of the thread: `dist/schemas.js`. */
  readonly program: string | URL;
  /** Takes what is wrong with the schema files: all of them, whenever something about one of them may have changed. */
  readonly reported: (reports: readonly SchemaReport[]) => void;
}

const noProblems: readonly Problem[] = [];

/**
 * The user's own schemas in a thread of their own. It is started for the first schema and ended with the last. A check
 * that takes too long costs its schema, and nothing else: the others are asked again in a new thread.
 */
export class OwnSchemaThread implements OwnSchemas {
  readonly #options: OwnSchemaOptions;
  readonly #files = new SchemaFiles();
  readonly #queue = new CheckQueue();
  #filters = new FilterTable([]);
  #worker: SchemaWorker | undefined;
  /** What the worker checks against; `undefined` when it has to be told anew. */
  #loaded: readonly OwnSchema[] | undefined = [];
  #isRunning = false;
  #isDisposed = false;

  constructor(options: OwnSchemaOptions) {
    this.#options = options;
  }

  /** How many checks wait for their verdict. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Checks against these schemas from now on, in place of the ones before. An empty list ends the thread. */
  configure(schemas: readonly OwnSchema[]): void {
    this.#filters = new FilterTable(schemas);
    this.#files.replace(schemas, this.#filters.faults);
    this.#loaded = undefined;
    this.#run();
  }

  /** Whether there is a schema for a topic, so that a caller need not make text of other payloads. */
  concerns(topic: string): boolean {
    return this.#filters.pathsFor(topic).length > 0;
  }

  check(topic: string, text: string): Promise<readonly Problem[]> {
    const paths = this.#filters.pathsFor(topic);
    if (paths.length === 0 || this.#isDisposed) return Promise.resolve(noProblems);
    const verdicts = paths.map((path) => this.#queue.add({ path, topic, text }));
    this.#run();
    return Promise.all(verdicts).then((all) => all.flat().sort((a, b) => a.range.start - b.range.start));
  }

  /** Ends the thread. Checks that wait find nothing. */
  dispose(): void {
    this.#isDisposed = true;
    this.#endWorker();
    this.#queue.giveUp();
  }

  #run(): void {
    if (!this.#isRunning) void this.#runAll();
  }

  /** Works off what there is to do, one call at a time, so that it is known what the thread is busy with. */
  async #runAll(): Promise<void> {
    this.#isRunning = true;
    try {
      while (!this.#isDisposed && (this.#loaded === undefined || this.#queue.length > 0)) {
        if (this.#files.usable.length === 0) this.#rest();
        else if (this.#loaded === undefined) await this.#load(this.#files.usable);
        else await this.#checkSome(this.#loaded);
      }
    } finally {
      this.#isRunning = false;
    }
    if (this.#isDisposed) this.#queue.giveUp();
  }

  /** There is nothing to check against. */
  #rest(): void {
    this.#endWorker();
    this.#queue.giveUp();
    const isNews = this.#loaded === undefined;
    this.#loaded = [];
    if (isNews) this.#report();
  }

  async #load(schemas: readonly OwnSchema[]): Promise<void> {
    try {
      this.#worker ??= new SchemaWorker(this.#options.program);
      const problems = await this.#worker.compile(schemas);
      // Meanwhile there may be others.
      if (this.#files.usable !== schemas) return;
      this.#files.compiled(problems);
      this.#loaded = schemas;
    } catch (error) {
      this.#failed(error, (item) => ({ schema: schemas[item], work: 'Preparing this schema' }));
      return;
    }
    this.#report();
  }

  async #checkSome(loaded: readonly OwnSchema[]): Promise<void> {
    const placeOf = (file: string): number => loaded.findIndex(({ path }) => path === file);
    const checks = this.#queue.take((path) => placeOf(path) >= 0);
    if (checks.length === 0) return;
    const jobs = checks.map(({ path, text }) => ({ schema: placeOf(path), text }));
    try {
      const verdicts = (await this.#worker?.check(jobs)) ?? [];
      for (const [at, { resolve }] of checks.entries()) resolve(verdicts[at] ?? noProblems);
    } catch (error) {
      this.#queue.putBack(checks);
      this.#failed(error, (item) => {
        const { path = '', topic = '' } = checks[item] ?? {};
        return { schema: loaded[placeOf(path)], work: `Checking a message on ${quoted(topic)}` };
      });
    }
  }

  /** The worker is over. Of what it was asked, one item may be guilty of that. It is reported when the others are loaded anew. */
  #failed(error: unknown, blame: (item: number) => { readonly schema: OwnSchema | undefined; readonly work: string }): void {
    this.#endWorker();
    this.#loaded = undefined;
    if (this.#isDisposed) return;
    const why = error instanceof Error ? error.message : String(error);
    const { schema, work } = error instanceof GuiltyItem ? blame(error.item) : { schema: undefined, work: '' };
    if (schema === undefined) this.#files.fail(why);
    else this.#files.stop(schema, `${work} ${why}`);
  }

  #endWorker(): void {
    this.#worker?.dispose();
    this.#worker = undefined;
  }

  /** A listener that fails costs no check: its error becomes a warning of the process. */
  #report(): void {
    if (this.#isDisposed) return;
    try {
      this.#options.reported(this.#files.reports);
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  }
}
