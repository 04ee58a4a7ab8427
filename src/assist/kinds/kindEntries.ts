import { catalog } from '../../wiotp/catalog.ts';
import { isGeneric, type PayloadKind } from '../../wiotp/genericKinds.ts';
import type { AnswerRule, InvalidExample, QosRule } from '../../wiotp/kind.ts';
import type { Direction, Sender } from '../../wiotp/message.ts';
import { membersOf, type MemberText } from './membersOf.ts';

/** One line of the list of kinds. What does not apply is null. */
export interface ListedKind {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly sender: Sender | null;
  readonly receiver: Sender | null;
  readonly direction: Direction | null;
  readonly topic: string | null;
  /** Method and path of the REST interface. */
  readonly call: string | null;
}

/** All about one kind. */
export interface KindEntry extends ListedKind {
  readonly otherTopics: readonly string[];
  /** What the platform answers to a call. */
  readonly result: string | null;
  readonly qos: QosRule | null;
  /** How it is answered. */
  readonly answer: AnswerRule | null;
  /** The kinds that it answers. */
  readonly answers: readonly string[];
  readonly members: readonly MemberText[];
  readonly examples: readonly unknown[];
  readonly invalid: readonly InvalidExample[];
}

/** The list of kinds. A generic kind has no direction of its own. */
export function kindsList(kinds: readonly PayloadKind[]): readonly ListedKind[] {
  return kinds.map(listed);
}

/** All about one kind. */
export function kindEntry(kind: PayloadKind): KindEntry {
  const specific = isGeneric(kind) ? undefined : kind;
  return {
    ...listed(kind),
    otherTopics: specific?.otherTopics ?? [],
    result: specific?.result ?? null,
    qos: specific?.qos ?? null,
    answer: specific?.answer ?? null,
    answers: catalog.filter(({ answer }) => answer?.kind === kind.name).map(({ name }) => name),
    members: membersOf(kind.name),
    examples: kind.examples,
    invalid: kind.invalid,
  };
}

function listed(kind: PayloadKind): ListedKind {
  const { name, title, summary } = kind;
  if (isGeneric(kind)) return { name, title, summary, sender: null, receiver: null, direction: null, topic: null, call: null };
  const { sender, receiver, direction, topic = null, call = null } = kind;
  return { name, title, summary, sender, receiver, direction, topic, call };
}
