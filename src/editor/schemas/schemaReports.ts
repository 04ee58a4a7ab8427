import * as vscode from 'vscode';
import { LineIndex } from '../../lint/files/lineIndex.ts';
import type { SchemaReport } from '../../lint/own/ownSchemas.ts';
import type { Problem } from '../../lint/problem.ts';
import { toDiagnostic, type Positions } from '../problems/convert.ts';
import type { SchemaFiles } from './schemaFiles.ts';

/** Who runs schemas: the editor and the log each have a thread of their own. */
export type SchemaUser = 'editor' | 'log';

/** Shows in the schema files what is wrong with them, whoever found it. */
export class SchemaReports {
  readonly #files: SchemaFiles;
  #shown: vscode.DiagnosticCollection | undefined;
  readonly #reports = new Map<SchemaUser, readonly SchemaReport[]>();

  constructor(files: SchemaFiles) {
    this.#files = files;
  }

  start(): void {
    this.#shown = vscode.languages.createDiagnosticCollection('wiotp.schemas');
  }

  dispose(): void {
    this.#shown?.dispose();
  }

  /** Everything that one of them has to report now. */
  take(from: SchemaUser, reports: readonly SchemaReport[]): void {
    this.#reports.set(from, reports);
    this.#shown?.clear();
    for (const [path, problems] of this.#byFile()) {
      const text = this.#text(path);
      if (text === undefined) continue;
      this.#shown?.set(
        text.uri,
        problems.map((problem) => toDiagnostic(problem, text)),
      );
    }
  }

  /** What both found counts once. */
  #byFile(): Map<string, Problem[]> {
    const found = new Map<string, Map<string, Problem>>();
    for (const { path, problems } of [...this.#reports.values()].flat()) {
      const inFile = found.get(path) ?? new Map<string, Problem>();
      for (const problem of problems) inFile.set(JSON.stringify([problem.rule, problem.range, problem.message]), problem);
      found.set(path, inFile);
    }
    return new Map([...found].map(([path, problems]) => [path, [...problems.values()]]));
  }

  /** The file as it was read when the schema was taken from it. */
  #text(path: string): Positions | undefined {
    const uri = this.#files.uriOf(path);
    const text = this.#files.schemas.find((schema) => schema.path === path)?.text;
    if (uri === undefined || text === undefined) return undefined;
    const lines = new LineIndex(text);
    const positionAt = (offset: number): vscode.Position => {
      const { line, column } = lines.at(offset);
      return new vscode.Position(line - 1, column - 1);
    };
    return { uri, positionAt };
  }
}
