import type { ReplyRule } from '../../../src/replies/replyRule.ts';

/** No replies files. */
export async function noReplies(): Promise<readonly ReplyRule[]> {
  return [];
}
