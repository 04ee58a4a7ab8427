import * as vscode from 'vscode';
import { filterFault } from '../../lint/own/filterFault.ts';
import type { OwnSchema, OwnSchemas, SchemaReport } from '../../lint/own/ownSchemas.ts';
import type { Problem } from '../../lint/problem.ts';
import { filterMatches } from '../../wiotp/topic.ts';
import type { SchemaFiles } from './schemaFiles.ts';

/** The thread that runs the schemas. */
export interface SchemaThread extends OwnSchemas {
  configure(schemas: readonly OwnSchema[]): void;
  dispose(): unknown;
}

/** Starts the thread; `reported` is told what is wrong with the schemas themselves. */
export type StartSchemaThread = (reported: (reports: readonly SchemaReport[]) => void) => SchemaThread;

/** What a check needs from outside. */
export interface SchemaCheckParts {
  readonly files: SchemaFiles;
  readonly startThread: StartSchemaThread;
  readonly reported: (reports: readonly SchemaReport[]) => void;
  /** Is told about a check that failed, which is a defect of ours. */
  readonly failed: (error: unknown) => void;
}

/** Checks against the user's own schemas. The thread runs while there are any. */
export class SchemaChecks implements OwnSchemas {
  readonly #parts: SchemaCheckParts;
  readonly #changed = new vscode.EventEmitter<void>();
  #thread: SchemaThread | undefined;
  #listener: vscode.Disposable | undefined;
  /** From now on checks may come to other results. */
  readonly onChange = this.#changed.event;

  constructor(parts: SchemaCheckParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#listener = this.#parts.files.onChange(() => this.#configure());
  }

  dispose(): void {
    this.#listener?.dispose();
    this.#thread?.dispose();
    this.#changed.dispose();
  }

  /** The files of the schemas for a topic, each once. */
  pathsFor(topic: string): readonly string[] {
    const inForce = this.#parts.files.schemas.filter(({ filter }) => filterFault(filter) === undefined && filterMatches(filter, topic));
    return [...new Set(inForce.map(({ path }) => path))];
  }

  uriOf(path: string): vscode.Uri | undefined {
    return this.#parts.files.uriOf(path);
  }

  /** Never rejects: a check that fails finds nothing, and is reported. */
  async check(topic: string, text: string): Promise<readonly Problem[]> {
    if (this.#thread === undefined) return [];
    try {
      return await this.#thread.check(topic, text);
    } catch (error) {
      this.#parts.failed(error);
      return [];
    }
  }

  #configure(): void {
    const { files, startThread, reported } = this.#parts;
    if (files.schemas.length === 0) {
      this.#thread?.dispose();
      this.#thread = undefined;
      reported([]);
    } else {
      this.#thread ??= startThread(reported);
      this.#thread.configure(files.schemas);
    }
    this.#changed.fire();
  }
}
