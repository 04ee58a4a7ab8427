import type { Finding } from '../../lint/finding.ts';
import { findingsIn } from '../../lint/findingsIn.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import type { ReplyEntry } from '../replyFile.ts';

const response = kindNamed('dm.deviceResponse');

/**
 * What the linter finds wrong with the response that an entry makes: with its rc, and with its `d`. To send what is wrong is one of
 * the purposes of replies, so all of it is one rule, and none of it is mended.
 */
export function answerFindings({ on, rc, message, d, silent }: ReplyEntry): readonly Finding[] {
  if (silent === true) return [];
  const answers = kindNamed(on);
  const usual = answers.answer?.codes[0]?.rc;
  const payload = {
    rc: rc ?? usual,
    ...(message === undefined ? {} : { message }),
    ...(d === undefined ? {} : { d }),
    reqId: 'of the request',
  };
  return findingsIn(payload, response, { answers }).map(({ message: text, place, about }) => ({
    rule: 'replies/answer',
    message: text,
    place,
    ...(about === undefined ? {} : { about }),
  }));
}
