import type { OwnSchemas } from '../../lint/own/ownSchemas.ts';
import type { FolderSettings } from './folderSettings.ts';
import { SettingsSchemas, type SchemaFindings } from './settingsSchemas.ts';

/** The own schemas of each settings file that has some. */
export class OwnSchemaChecks {
  readonly #program: string;
  readonly #bySettings = new Map<FolderSettings, SettingsSchemas>();

  /** `program` is that of the threads that run them. */
  constructor(program: string) {
    this.#program = program;
  }

  /** The schemas of these settings; `undefined` when there are none. */
  of(settings: FolderSettings): OwnSchemas | undefined {
    return settings.schemas.length === 0 ? undefined : this.#schemasOf(settings);
  }

  /** Makes all schemas of these settings count as needed. */
  needAll(settings: FolderSettings): void {
    this.#schemasOf(settings).needAll();
  }

  /** What is wrong with the schema files themselves, as far as they were needed. Call it after the last check. */
  async findings(): Promise<SchemaFindings> {
    const all = await Promise.all([...this.#bySettings.values()].map((schemas) => schemas.findings()));
    return { results: all.flatMap(({ results }) => results), unreadable: all.flatMap(({ unreadable }) => unreadable) };
  }

  dispose(): void {
    for (const schemas of this.#bySettings.values()) schemas.dispose();
  }

  #schemasOf(settings: FolderSettings): SettingsSchemas {
    const known = this.#bySettings.get(settings);
    if (known !== undefined) return known;
    const schemas = new SettingsSchemas(this.#program, settings);
    this.#bySettings.set(settings, schemas);
    return schemas;
  }
}
