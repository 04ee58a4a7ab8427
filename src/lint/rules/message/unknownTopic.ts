import { catalog } from '../../../wiotp/catalog.ts';
import { isDeviceManagement, topicsOf } from '../../../wiotp/kind.ts';
import { nearest } from '../../../wiotp/nearest.ts';
import { quoted } from '../../wording.ts';
import type { MessageRule } from './facts.ts';

const dmTopics = catalog.filter(isDeviceManagement).flatMap((kind) => topicsOf(kind));

/** The end of a topic is what is misspelt: most are shown whole. */
const longestTopic = 200;

const longPart = /^([^/]+\/)type\/[^/]+\/id\/[^/]+\//;

/** `message/unknown-topic`: below `iotdevice-1/` and `iotdm-1/` a misspelt name gets through and means nothing [PX-rule, D17]. */
export const unknownTopic: MessageRule = ({ message: { topic }, match, sender }) => {
  if (topic === undefined || match !== undefined || topic.length > 1000) return undefined;
  const fromPlatform = sender === 'platform' || topic.startsWith('iotdm-1/');
  if (!fromPlatform && !topic.startsWith('iotdevice-1/')) return undefined;
  const meant = meantBy(topic);
  const what = fromPlatform ? 'A device that gets it does not know what to do.' : 'The platform answers rc 404 at best, and does nothing.';
  return {
    rule: 'message/unknown-topic',
    message: `No message of the protocol has the topic ${quoted(topic, longestTopic)}. ${what} ${meant === undefined ? 'Check how it is spelt.' : `Did you mean "${meant}"?`}`,
    part: 'topic',
  };
};

/** The Device Management topic that is much like this one, in the form that this one has. */
function meantBy(topic: string): string | undefined {
  const long = longPart.exec(topic);
  const meant = nearest(long === null ? topic : topic.replace(longPart, '$1'), dmTopics);
  return long === null ? meant : meant?.replace('/', `/${long[0].slice(long[1]?.length ?? 0)}`);
}
