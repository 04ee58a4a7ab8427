import { transcriptAt, type OurFile, type TranscriptFile, type WorkbenchFile } from '../../lint/files/ourFile.ts';
import type { PayloadKind } from '../../wiotp/genericKinds.ts';
import type { Sender } from '../../wiotp/message.ts';
import { matchCall, matchTopic } from '../../wiotp/topic.ts';
import type { ChosenContent } from './lintOptions.ts';

/** What a file holds: one payload, of which a topic or a kind is known, a transcript, or what tells the workbench something. */
export type Content = PayloadContent | TranscriptFile | WorkbenchFile;

/** A payload, with what is known of how it travels. */
export interface PayloadContent {
  readonly type: 'payload';
  /** `undefined` for a topic of no kind. */
  readonly kind: PayloadKind | undefined;
  readonly topic?: string;
}

/** What the user's choice makes of the file at a path. The sender decides where one topic is two kinds. */
export function chosenContent(chosen: ChosenContent, path: string, sender: Sender | undefined): Content {
  if (chosen.type === 'topic') return topicContent(chosen.topic, sender);
  if (chosen.type === 'kind') return { type: 'payload', kind: chosen.kind };
  return chosen.type === 'transcript' ? transcriptAt(path) : chosen;
}

/** What a file holds according to its name or the settings. */
export function contentOf(file: OurFile, sender: Sender | undefined): Content {
  return file.type === 'payload' && file.topic !== undefined ? topicContent(file.topic, sender) : file;
}

function topicContent(topic: string, sender: Sender | undefined): Content {
  return { type: 'payload', kind: (matchTopic(topic, sender) ?? matchCall(topic))?.kind, topic };
}
