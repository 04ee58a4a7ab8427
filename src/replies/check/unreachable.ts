import type { Finding } from '../../lint/finding.ts';
import { holds } from '../../lint/holds.ts';
import type { AnsweredKind } from '../answerMode.ts';
import type { ReplyEntry } from '../replyFile.ts';

/** An entry that counts without end, so that nothing which it fits goes on to a later one. */
interface Taker {
  readonly entry: ReplyEntry;
  /** As people count them. */
  readonly number: number;
}

/** `replies/unreachable`: entries that never count, because an earlier one takes every request that they are for. */
export function unreachable(entries: readonly (ReplyEntry | undefined)[]): readonly Finding[] {
  const takers = new Map<AnsweredKind, Taker[]>();
  return entries.flatMap((entry, index) => {
    if (entry === undefined) return [];
    const earlier = takers.get(entry.on) ?? [];
    const taker = earlier.find((candidate) => takesAllOf(candidate.entry, entry));
    if (taker !== undefined) return [finding(index, taker, entry)];
    if (entry.times === undefined) takers.set(entry.on, [...earlier, { entry, number: index + 1 }]);
    return [];
  });
}

/** Whether every request that fits the later entry fits the earlier one: what it wants is part of what the later one wants. */
function takesAllOf({ when: earlier = {} }: ReplyEntry, { when: later = {} }: ReplyEntry): boolean {
  if (earlier.bundleId !== undefined && earlier.bundleId !== later.bundleId) return false;
  if (earlier.actionId !== undefined && earlier.actionId !== later.actionId) return false;
  return earlier.payload === undefined || holds(later.payload ?? {}, earlier.payload);
}

function finding(index: number, { entry, number }: Taker, { on }: ReplyEntry): Finding {
  const whole = entry.when === undefined ? `every ${on}` : `every ${on} that it is for`;
  return {
    rule: 'replies/unreachable',
    message: `This rule never counts: rule ${number} of the list takes ${whole}. Move it up, give rule ${number} a condition or times, or remove this one.`,
    place: { path: ['replies', index, 'on'], part: 'value' },
    about: ['replies', index, 'unreachable'],
  };
}
