import { findKind, type CatalogKind } from '../wiotp/catalog.ts';
import { matchTopic } from '../wiotp/topic.ts';

/** One usable entry of the setting `wiotp.files`: files that match the glob are payloads of this kind. */
export interface FileEntry {
  readonly glob: string;
  readonly kind: CatalogKind;
  /** Where the entry names one; it gives the event or command ID and the format. */
  readonly topic?: string;
}

export interface FileEntries {
  readonly entries: readonly FileEntry[];
  /** What is wrong with the other entries, as full sentences. */
  readonly faults: readonly string[];
}

/** Reads the setting `wiotp.files` (glob → name of a kind, or topic). Never throws, whatever people write into it. */
export function readFileEntries(setting: unknown): FileEntries {
  if (typeof setting !== 'object' || setting === null || Array.isArray(setting)) {
    return { entries: [], faults: ['The setting wiotp.files must be an object of globs with the name of a kind, or a topic, for each.'] };
  }
  const entries: FileEntry[] = [];
  const faults: string[] = [];
  for (const [glob, value] of Object.entries(setting)) {
    const entry = entryOf(glob, value);
    if (typeof entry === 'string') faults.push(entry);
    else entries.push(entry);
  }
  return { entries, faults };
}

function entryOf(glob: string, value: unknown): FileEntry | string {
  if (typeof value !== 'string')
    return `wiotp.files: the value of "${glob}" must be text, the name of a kind or a topic. The entry is ignored.`;
  const kind = findKind(value);
  if (kind?.topic !== undefined) return { glob, kind };
  const match = matchTopic(value);
  if (match !== undefined) return { glob, kind: match.kind, topic: value };
  return `wiotp.files: "${value}" for "${glob}" is neither the name of a kind, such as dm.manage, nor a topic of a message. The entry is ignored.`;
}
