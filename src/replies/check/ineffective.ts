import type { Finding } from '../../lint/finding.ts';
import { alternatives } from '../../lint/wording.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import { firmwareFailures } from '../../wiotp/codes/firmwareFailures.ts';
import { memberNumbers } from '../../wiotp/codes/memberNumbers.ts';
import type { AnsweredKind } from '../answerMode.ts';
import type { ReplyEntry } from '../replyFile.ts';

/** The members that say what is answered. */
const ofAnswer = ['rc', 'message', 'd', 'delay', 'updateStatus'] as const;

const firmwareActions: Readonly<Partial<Record<AnsweredKind, keyof typeof firmwareFailures>>> = {
  'dm.firmwareDownload': 'download',
  'dm.firmwareUpdate': 'update',
};

/** `replies/no-effect` and `replies/update-status`: what an entry says without anything coming of it, or what no device does. */
export function ineffective(entry: ReplyEntry): readonly Finding[] {
  if (entry.silent === true)
    return ofAnswer
      .filter((name) => entry[name] !== undefined)
      .map((name) => noEffect(name, `Nothing is answered, since silent is true, so ${name} has no effect. Remove it, or silent.`));
  return statusFindings(entry);
}

function statusFindings({ on, rc, updateStatus }: ReplyEntry): readonly Finding[] {
  if (updateStatus === undefined) return [];
  const action = firmwareActions[on];
  if (action === undefined) {
    return [
      noEffect(
        'updateStatus',
        `Only firmware downloads and updates end with an updateStatus, so it has no effect on a ${kindNamed(on).title}. Remove it.`,
      ),
    ];
  }
  if (rc !== undefined && (rc < 200 || rc >= 300)) {
    return [
      noEffect(
        'updateStatus',
        `With rc ${rc} the ${action} is refused and never begins, so updateStatus has no effect. Remove one of them.`,
      ),
    ];
  }
  const ends = firmwareFailures[action];
  if (updateStatus === 0 || ends.includes(updateStatus)) return [];
  const meaning = memberNumbers.updateStatus[updateStatus] ?? '';
  const message = `A ${action} never ends with updateStatus ${updateStatus} (${meaning}), so a back-end may not know what to do with it. A device that keeps to the protocol reports ${alternatives(ends)} when a ${action} fails.`;
  return [{ rule: 'replies/update-status', message, place: { path: ['updateStatus'], part: 'value' } }];
}

function noEffect(name: keyof ReplyEntry, message: string): Finding {
  return { rule: 'replies/no-effect', message, place: { path: [name], part: 'key' }, about: [name, 'no effect'] };
}
