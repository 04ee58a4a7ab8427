import { isObject, member } from '../lint/json.ts';
import type { AnsweredKind } from './answerMode.ts';
import { answeredKinds } from './answerMode.ts';
import type { ReplyMatch, ReplyRule } from './replyRule.ts';

/** One entry of a replies file as it is written; its form was checked. */
export interface ReplyEntry {
  readonly on: AnsweredKind;
  readonly when?: ReplyMatch;
  readonly rc?: number;
  readonly message?: string;
  readonly d?: Readonly<Record<string, unknown>>;
  readonly delay?: number;
  readonly silent?: boolean;
  readonly updateStatus?: number;
  readonly times?: number;
  readonly note?: string;
}

/** The entries of a file, each at its index; of those whose kind nobody knows, `undefined`. */
export function entriesIn(file: unknown): readonly (ReplyEntry | undefined)[] {
  const list = member(file, 'replies');
  return Array.isArray(list) ? list.map((entry: unknown) => (isEntry(entry) ? entry : undefined)) : [];
}

/** The rule that an entry is; where it is silent, nothing else of it counts. */
export function ruleOf({ on, when, times, silent, rc, message, d, delay, updateStatus }: ReplyEntry): ReplyRule {
  return {
    on,
    ...(when === undefined ? {} : { when }),
    ...(times === undefined ? {} : { times }),
    reply:
      silent === true
        ? { silent }
        : {
            ...(rc === undefined ? {} : { rc }),
            ...(message === undefined ? {} : { message }),
            ...(d === undefined ? {} : { d }),
            ...(delay === undefined ? {} : { delay }),
            ...(updateStatus === undefined ? {} : { updateStatus }),
          },
  };
}

function isEntry(entry: unknown): entry is ReplyEntry {
  return isObject(entry) && answeredKinds.some((kind) => kind === member(entry, 'on'));
}
