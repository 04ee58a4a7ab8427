import type { Losses } from '../store/storage.ts';
import { senderOf } from '../../wiotp/clientId.ts';
import { queueLimitOf } from './awayLimits.ts';
import { maxWaitingBytesOfAll } from './waitingTotal.ts';

/** Says what a client missed while it was away; `undefined` for nothing. */
export function lossText({ dropped, expired }: Losses, clientId: string): string | undefined {
  if (dropped === 0 && expired === 0) return undefined;
  const { messages, bytes } = queueLimitOf(clientId, new Map());
  const each = senderOf(clientId) === 'application' ? '' : ' for each subscription';
  const ofAll = `${maxWaitingBytesOfAll / 1_048_576} MB for all clients together`;
  const limit = `at most ${messages} messages and ${bytes / 1_048_576} MB wait${each}, and ${ofAll}`;
  const reasons = [
    ...(dropped === 0 ? [] : [`${dropped} were dropped, because ${limit}`]),
    ...(expired === 0 ? [] : [`${expired} grew too old`]),
  ];
  return `Of the messages that came while the client was away, ${reasons.join(', and ')}.`;
}
