import { isGeneric, type PayloadKind } from '../../wiotp/genericKinds.ts';
import { membersOfKind } from './kindGroups.ts';
import { jsonSnippet, stopAtReqId } from './snippetText.ts';

/** A whole payload, or a whole step of a transcript, to begin with. */
export interface WholeSnippet {
  readonly label: string;
  /** One line about it. */
  readonly summary: string;
  /** In the language of VS Code's snippets, indented with tabs. */
  readonly insert: string;
}

/** A payload for each example of a kind; for a generic kind one payload for each kind that it stands for. */
export function payloadSnippets(kind: PayloadKind): readonly WholeSnippet[] {
  if (isGeneric(kind)) return membersOfKind(kind).flatMap((one) => payloadSnippets(one).slice(0, 1));
  const { title, summary, examples } = kind;
  return examples.map((example, at) => ({
    label: at === 0 ? title : `${title}: ${JSON.stringify(example)}`,
    summary,
    insert: jsonSnippet(example, stopAtReqId),
  }));
}
