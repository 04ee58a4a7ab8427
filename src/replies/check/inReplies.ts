import type { Finding } from '../../lint/finding.ts';
import type { FormCheck } from '../../lint/form/readForm.ts';
import { entriesIn, type ReplyEntry } from '../replyFile.ts';
import { answerFindings } from './answerFindings.ts';
import { conditionFindings } from './conditionFindings.ts';
import { ineffective } from './ineffective.ts';
import { inForm } from './inForm.ts';
import { unreachable } from './unreachable.ts';

/** Everything that is wrong with a replies file. */
export const inReplies: FormCheck = { ...inForm, find: findingsIn };

function findingsIn(file: unknown): readonly Finding[] {
  const found = inForm.find(file);
  // What rules mean can only be told of those that are what their form says.
  if (found.some(({ rule }) => rule !== 'replies/unknown-member')) return found;
  const entries = entriesIn(file);
  return [...found, ...entries.flatMap(entryFindings), ...unreachable(entries)];
}

function entryFindings(entry: ReplyEntry | undefined, index: number): readonly Finding[] {
  if (entry === undefined) return [];
  const found = [...ineffective(entry), ...conditionFindings(entry), ...answerFindings(entry)];
  return found.map((finding) => inEntry(finding, index));
}

/** A finding about an entry as one about the file. */
function inEntry({ rule, message, place, about }: Finding, index: number): Finding {
  const outer = ['replies', index];
  return { rule, message, place: { ...place, path: [...outer, ...place.path] }, about: [...outer, ...(about ?? place.path)] };
}
