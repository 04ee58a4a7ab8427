import { findPayloadKind, type PayloadKind } from '../../wiotp/genericKinds.ts';

/** A file that is one payload. */
export interface PayloadFile {
  readonly type: 'payload';
  readonly kind: PayloadKind;
  /** Where a setting or a choice names it. */
  readonly topic?: string;
}

/** A transcript: one JSON document, or a header and then one step per line. */
export interface TranscriptFile {
  readonly type: 'transcript';
  readonly form: 'json' | 'jsonl';
}

/** A file that holds messages. */
export type MessageFile = PayloadFile | TranscriptFile;

/** What the files of the folder `.wiotp` hold: connections that a workspace shares, and replies to requests of the platform. */
export const workbenchFileTypes = ['profiles', 'replies'] as const;

/** A file that tells the workbench something, and holds no messages. */
export interface WorkbenchFile {
  readonly type: (typeof workbenchFileTypes)[number];
}

/** A file that is ours, with what it holds. */
export type OurFile = MessageFile | WorkbenchFile;

/**
 * What a file is by its name alone (a whole path will do): `*.wiotp.json` and `*.wiotp.jsonl` are transcripts,
 * `*.dm.<name>.json` and `*.rest.<name>.json` payloads of that kind, `dm.request` and `dm.response` among them;
 * `profiles.json` and `replies.json` in a folder `.wiotp` are files of the workbench. `undefined` for every file that is none of ours.
 */
export function ourFileOfName(path: string): OurFile | undefined {
  const workbenchFile = /(?:^|[/\\])\.wiotp[/\\]([a-z]+)\.json$/.exec(path)?.[1];
  if (workbenchFile !== undefined) return workbenchFileNamed(workbenchFile);
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (/\.wiotp\.jsonl?$/.test(name)) return transcriptAt(name);
  const kindName = /\.((?:dm|rest)\.[A-Za-z]+)\.json$/.exec(name)?.[1];
  const kind = kindName === undefined ? undefined : findPayloadKind(kindName);
  return kind === undefined ? undefined : { type: 'payload', kind };
}

/** The file of the workbench that has this name for its type, if there is one. */
export function workbenchFileNamed(name: string): WorkbenchFile | undefined {
  const type = workbenchFileTypes.find((candidate) => candidate === name);
  return type === undefined ? undefined : { type };
}

/** Whether a file holds messages. */
export function holdsMessages(file: OurFile): file is MessageFile {
  return file.type === 'payload' || file.type === 'transcript';
}

/** The form of a transcript, which only the end of its name tells. */
export function transcriptAt(path: string): TranscriptFile {
  return { type: 'transcript', form: path.endsWith('.jsonl') ? 'jsonl' : 'json' };
}
