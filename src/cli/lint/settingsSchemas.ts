import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { decided } from '../../lint/decided.ts';
import type { SchemaEntry } from '../../lint/files/schemaEntries.ts';
import type { OwnSchema, OwnSchemas, SchemaReport } from '../../lint/own/ownSchemas.ts';
import type { Problem } from '../../lint/problem.ts';
import { OwnSchemaThread } from '../../ownSchemas/ownSchemaThread.ts';
import { filterMatches } from '../../wiotp/topic.ts';
import { reasonOf } from '../reasonOf.ts';
import { placed, type FileResult } from './fileResult.ts';
import type { FolderSettings } from './folderSettings.ts';
import { isWithin } from './isWithin.ts';
import { readRegularFile } from '../readRegularFile.ts';

/** What is to be said about schema files. Paths are whole. */
export interface SchemaFindings {
  /** Of the files with problems only. */
  readonly results: readonly FileResult[];
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}

interface Started {
  readonly thread: OwnSchemaThread;
  readonly schemas: readonly OwnSchema[];
  /** Why files cannot be read, by their path in the settings. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** What was last found wrong with the schema files. */
  reports: readonly SchemaReport[];
  readonly reported: Promise<void>;
}

/** The own schemas of one settings file. They are read and started for the first message that one of them is about. */
export class SettingsSchemas implements OwnSchemas {
  readonly #program: string;
  readonly #settings: FolderSettings;
  readonly #needed = new Set<string>();
  #started: Started | undefined;

  /** `program` is that of the thread. */
  constructor(program: string, settings: FolderSettings) {
    this.#program = program;
    this.#settings = settings;
  }

  check(topic: string, text: string): Promise<readonly Problem[]> {
    const concerned = this.#settings.schemas.filter(({ filter }) => filterMatches(filter, topic));
    return concerned.length === 0 ? Promise.resolve([]) : this.#need(concerned).thread.check(topic, text);
  }

  /** Makes all schemas count as needed, whether there was a message for them or not. */
  needAll(): void {
    if (this.#settings.schemas.length > 0) this.#need(this.#settings.schemas);
  }

  /** What is wrong with the files of the schemas that were needed. Call it after the last check. */
  async findings(): Promise<SchemaFindings> {
    const started = this.#started;
    if (started === undefined) return { results: [], unreadable: [] };
    await started.reported;
    const reports = started.reports.filter(({ path, problems }) => problems.length > 0 && this.#needed.has(path));
    // What one that was needed refers to is needed, too.
    const lacksOne = reports.some(({ problems }) => problems.some(({ rule }) => rule === 'own/schema-remote-ref'));
    const unreadable = [...started.unreadable].filter(([path]) => lacksOne || this.#needed.has(path));
    return {
      results: reports.map((report) => this.#resultOf(report, started)).filter(({ problems }) => problems.length > 0),
      unreadable: unreadable.map(([path, reason]) => ({ path: this.#whole(path), reason })),
    };
  }

  dispose(): void {
    this.#started?.thread.dispose();
  }

  #need(entries: readonly SchemaEntry[]): Started {
    for (const { path } of entries) this.#needed.add(path);
    return (this.#started ??= this.#start());
  }

  #start(): Started {
    const { promise: reported, resolve: isReported } = Promise.withResolvers<void>();
    const thread = new OwnSchemaThread({
      program: this.#program,
      reported: (reports) => {
        started.reports = reports;
        isReported();
      },
    });
    const unreadable = new Map<string, string>();
    const schemas = this.#settings.schemas.flatMap(({ filter, path }) => {
      try {
        return [{ filter, path, text: schemaText(this.#whole(path), this.#settings.folder) }];
      } catch (error) {
        unreadable.set(path, reasonOf(error));
        return [];
      }
    });
    const started: Started = { thread, schemas, unreadable, reports: [], reported };
    thread.configure(schemas);
    return started;
  }

  #resultOf({ path, problems }: SchemaReport, { schemas }: Started): FileResult {
    const text = schemas.find((schema) => schema.path === path)?.text ?? '';
    return { path: this.#whole(path), kind: 'schema', problems: placed(decided(problems, this.#settings.options), text) };
  }

  #whole(path: string): string {
    return resolve(this.#settings.folder, path);
  }
}

/** The text of a schema file, which must be in the folder of the settings, wherever links lead. @throws Error */
function schemaText(file: string, folder: string): string {
  if (!isWithin(folder, file) || !isWithin(realpathSync(folder), realpathSync(file)))
    throw new Error(`it is outside ${folder}, the folder of the settings; schemas are read from there only`);
  return Buffer.from(readRegularFile(file))
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}
