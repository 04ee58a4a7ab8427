import { isDeviceManagement } from '../../wiotp/kind.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import type { Translate } from './schema/issue.ts';

/** `dm/wrong-topic`: an `rc` makes an answer, and answers have one topic only in each direction [D-dm]. */
export const wrongTopic: Translate = ({ kind, path, keyword, params }) => {
  if (keyword !== 'additionalProperties' || path.length > 0 || params['additionalProperty'] !== 'rc') return undefined;
  if (!isDeviceManagement(kind) || kind.answer === undefined) return undefined;
  const answer = kindNamed(kind.sender === 'device' ? 'dm.deviceResponse' : 'dm.serverResponse');
  return {
    rule: 'dm/wrong-topic',
    message:
      `There is an rc, so this looks like an answer, but ${kind.topic} is for the ${kind.title}. ` +
      `The receiver takes it for a new request, and the one that it answers times out. Send answers to ${answer.topic ?? answer.name}.`,
    place: { path: ['rc'], part: 'key' },
  };
};
