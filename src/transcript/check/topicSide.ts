import type { Sender } from '../../wiotp/message.ts';
import { matchTopic, type TopicMatch } from '../../wiotp/topic.ts';
import type { ClassId } from '../model.ts';

/** What the topic of a transcript's message tells. */
export interface TopicSide {
  readonly sender: Sender;
  /** `undefined` for a topic of no kind. */
  readonly match: TopicMatch | undefined;
  /** The platform sends it, but to another class of client: it has the form of a gateway's topic or lacks it. */
  readonly otherForm: boolean;
}

const platformTopic = /^(iotdm-1\/|iot-2\/(type\/[^/]*\/id\/[^/]*\/)?(cmd|notify|mon)(\/|$))/;

/** Who sends to a topic: the client sends events and `iotdevice-1/…`, the platform commands and `iotdm-1/…`. */
export function topicSide(topic: string, classId: ClassId): TopicSide {
  const client = senderOf(classId);
  const match = matchTopic(topic, client);
  const fromPlatform = match === undefined ? platformTopic.test(topic) : platformTopic.test(topic) || match.kind.sender === 'platform';
  return {
    sender: fromPlatform ? 'platform' : client,
    match,
    otherForm: fromPlatform && match !== undefined && 'typeId' in match.parts !== (classId === 'Gateway'),
  };
}

/** The class of client as lint names it. */
export function senderOf(classId: ClassId): 'device' | 'gateway' {
  return classId === 'Gateway' ? 'gateway' : 'device';
}
