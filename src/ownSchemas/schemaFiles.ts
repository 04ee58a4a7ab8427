import type { OwnSchema, SchemaReport } from '../lint/own/ownSchemas.ts';
import type { Problem } from '../lint/problem.ts';
import { fileProblem } from './schemaProblem.ts';

/** A schema that was stopped, as its text was then. */
interface Stopped {
  readonly text: string;
  readonly problem: Problem;
}

/** The schema files of a configuration, each once, and what is known to be wrong with them. */
export class SchemaFiles {
  #files: readonly OwnSchema[] = [];
  #usable: readonly OwnSchema[] = [];
  #filterFaults: ReadonlyMap<string, readonly Problem[]> = new Map();
  #compiled = new Map<string, readonly Problem[]>();
  readonly #stopped = new Map<string, Stopped>();
  #failure: string | undefined;

  /** Takes other files. One that was stopped stays so until its text changes; a failure of the thread is forgotten. */
  replace(schemas: readonly OwnSchema[], filterFaults: ReadonlyMap<string, readonly Problem[]>): void {
    this.#files = [...new Map(schemas.map((schema) => [schema.path, schema])).values()];
    this.#filterFaults = filterFaults;
    this.#compiled = new Map();
    this.#failure = undefined;
    for (const path of this.#stopped.keys()) {
      if (!this.#files.some((file) => file.path === path && this.#stoppedProblem(file) !== undefined)) this.#stopped.delete(path);
    }
    this.#choose();
  }

  /** What can be checked against; another list whenever that changes. */
  get usable(): readonly OwnSchema[] {
    return this.#usable;
  }

  /** Takes what was found wrong with each of the usable files. */
  compiled(problems: readonly (readonly Problem[])[]): void {
    this.#compiled = new Map(this.#usable.map(({ path }, at) => [path, problems[at] ?? []]));
  }

  /** Switches a schema off. `what` happened is the beginning of a sentence. */
  stop({ path, text }: OwnSchema, what: string): void {
    const message = `${what}. The schema is switched off until its file changes.`;
    this.#stopped.set(path, { text, problem: fileProblem('own/schema-slow', text, message) });
    this.#choose();
  }

  /** Nothing can be checked at all. */
  fail(why: string): void {
    this.#failure = why;
    this.#choose();
  }

  get reports(): readonly SchemaReport[] {
    return this.#files.map((file) => ({ path: file.path, problems: this.#problemsOf(file) }));
  }

  #choose(): void {
    this.#usable = this.#failure === undefined ? this.#files.filter((file) => this.#stoppedProblem(file) === undefined) : [];
  }

  /** Why a file is switched off, unless it has changed since. */
  #stoppedProblem({ path, text }: OwnSchema): Problem | undefined {
    const stopped = this.#stopped.get(path);
    return stopped?.text === text ? stopped.problem : undefined;
  }

  #problemsOf(file: OwnSchema): readonly Problem[] {
    const { path, text } = file;
    const stopped = this.#stoppedProblem(file);
    const failure = this.#failure;
    const problems = [
      ...(this.#filterFaults.get(path) ?? []),
      ...(this.#compiled.get(path) ?? []),
      ...(stopped === undefined ? [] : [stopped]),
      ...(failure === undefined ? [] : [fileProblem('own/not-checked', text, `Nothing is checked against this schema: ${failure}.`)]),
    ];
    return problems.sort((a, b) => a.range.start - b.range.start);
  }
}
