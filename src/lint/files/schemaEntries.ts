import { filterFault } from '../own/filterFault.ts';
import { quoted } from '../wording.ts';

/** One usable entry of the setting `wiotp.schemas`. */
export interface SchemaEntry {
  /** MQTT topic filter: the messages that the schema describes. */
  readonly filter: string;
  /** The file with the JSON Schema, as the user named it: relative to the folder of the setting, and inside it. */
  readonly path: string;
}

/** What the setting `wiotp.schemas` says, as far as it can be read. */
export interface SchemaEntries {
  readonly entries: readonly SchemaEntry[];
  /** What is wrong with the other entries, as full sentences. */
  readonly faults: readonly string[];
}

/** Reads the setting `wiotp.schemas` (topic filter → path of a JSON Schema). Never throws, whatever people write into it. */
export function readSchemaEntries(setting: unknown): SchemaEntries {
  if (setting === undefined || setting === null) return { entries: [], faults: [] };
  if (typeof setting !== 'object' || Array.isArray(setting)) {
    return {
      entries: [],
      faults: ['The setting wiotp.schemas must be an object of topic filters with the path of a JSON Schema for each.'],
    };
  }
  const entries: SchemaEntry[] = [];
  const faults: string[] = [];
  for (const [filter, path] of Object.entries(setting)) {
    const wrong = filterFault(filter) ?? wrongPath(filter, path);
    if (wrong === undefined && typeof path === 'string') entries.push({ filter, path });
    else faults.push(`wiotp.schemas: ${wrong} The entry is ignored.`);
  }
  return { entries, faults };
}

function wrongPath(filter: string, path: unknown): string | undefined {
  if (typeof path !== 'string' || path.trim() === '') return `The value of ${quoted(filter)} must be the path of a JSON Schema.`;
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(path))
    return `${quoted(path)} for ${quoted(filter)} is an address; only files of your own are read.`;
  return undefined;
}
