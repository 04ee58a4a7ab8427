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

/** A file that is ours, with what it holds. */
export type OurFile = PayloadFile | TranscriptFile;

/**
 * What a file is by its name alone (a whole path will do): `*.wiotp.json` and `*.wiotp.jsonl` are transcripts,
 * `*.dm.<name>.json` and `*.rest.<name>.json` payloads of that kind, `dm.request` and `dm.response` among them.
 * `undefined` for every file that is none of ours.
 */
export function ourFileOfName(path: string): OurFile | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (/\.wiotp\.jsonl?$/.test(name)) return transcriptAt(name);
  const kindName = /\.((?:dm|rest)\.[A-Za-z]+)\.json$/.exec(name)?.[1];
  const kind = kindName === undefined ? undefined : findPayloadKind(kindName);
  return kind === undefined ? undefined : { type: 'payload', kind };
}

/** The form of a transcript, which only the end of its name tells. */
export function transcriptAt(path: string): TranscriptFile {
  return { type: 'transcript', form: path.endsWith('.jsonl') ? 'jsonl' : 'json' };
}
