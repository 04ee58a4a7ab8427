import { catalog } from '../../wiotp/catalog.ts';
import { findPayloadKind, genericKinds } from '../../wiotp/genericKinds.ts';
import { isConnectionEvent } from '../../wiotp/kind.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import { nearest } from '../../wiotp/nearest.ts';
import { quoted } from '../wording.ts';
import { transcriptAt, workbenchFileNamed, workbenchFileTypes, type OurFile, type PayloadFile, type WorkbenchFile } from './ourFile.ts';

/** What the value of an entry says; the form of a transcript is up to the file. */
export type NamedContent = PayloadFile | WorkbenchFile | { readonly type: 'transcript' };

/** One usable entry of the setting `wiotp.files`: what the files that match the glob hold. */
export type FileEntry = NamedContent & { readonly glob: string };

/** What the setting `wiotp.files` says, as far as it can be read. */
export interface FileEntries {
  readonly entries: readonly FileEntry[];
  /** What is wrong with the other entries, as full sentences. */
  readonly faults: readonly string[];
}

/**
 * Reads the setting `wiotp.files`: for each glob the name of a kind (`dm.request` and `dm.response` stand for several), a topic,
 * `transcript`, `profiles` or `replies`. Of several entries that match a file the first counts. Never throws, whatever people write into it.
 */
export function readFileEntries(setting: unknown): FileEntries {
  if (typeof setting !== 'object' || setting === null || Array.isArray(setting)) {
    return { entries: [], faults: ['The setting wiotp.files must be an object of globs with the name of a kind, or a topic, for each.'] };
  }
  const entries: FileEntry[] = [];
  const faults: string[] = [];
  for (const [glob, value] of Object.entries(setting)) {
    const content = typeof value === 'string' ? contentNamed(value) : undefined;
    if (content === undefined) faults.push(`wiotp.files: ${whatIsWrong(glob, value)} The entry is ignored.`);
    else entries.push({ glob, ...content });
  }
  return { entries, faults };
}

/** What a file at this path is when this entry is about it. */
export function fileOfEntry(entry: NamedContent, path: string): OurFile {
  if (entry.type === 'transcript') return transcriptAt(path);
  if (entry.type !== 'payload') return { type: entry.type };
  const { kind, topic } = entry;
  return { type: 'payload', kind, ...(topic === undefined ? {} : { topic }) };
}

/** What the value of an entry names; `undefined` when that is nothing a file can hold. */
function contentNamed(value: string): NamedContent | undefined {
  if (value === 'transcript') return { type: 'transcript' };
  const workbenchFile = workbenchFileNamed(value);
  if (workbenchFile !== undefined) return workbenchFile;
  const kind = findPayloadKind(value);
  if (kind !== undefined) return isConnectionEvent(kind.name) ? undefined : { type: 'payload', kind };
  const match = matchTopic(value);
  return match === undefined ? undefined : { type: 'payload', kind: match.kind, topic: value };
}

function whatIsWrong(glob: string, value: unknown): string {
  if (typeof value !== 'string')
    return `the value of ${quoted(glob)} must be text: the name of a kind, a topic, or "transcript", "profiles" or "replies".`;
  const what = `${quoted(value)} for ${quoted(glob)}`;
  if (isConnectionEvent(value)) return `${what} is no message; only transcripts contain connection events.`;
  const meant = nearest(value, contentNames());
  const hint = meant === undefined ? 'such as dm.manage' : `such as ${meant}, which may be meant`;
  return `${what} is neither the name of a kind, ${hint}, nor a topic of a message, nor "transcript", "profiles" or "replies".`;
}

/** Every name that {@link readFileEntries} takes; topics are not among them. */
export function contentNames(): readonly string[] {
  const kinds = [...catalog, ...genericKinds].map(({ name }) => name);
  return [...kinds.filter((name) => !isConnectionEvent(name)), 'transcript', ...workbenchFileTypes];
}
