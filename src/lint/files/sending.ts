import { matchTopic } from '../../wiotp/topic.ts';
import type { PayloadFile } from './ourFile.ts';
import { payloadKind, payloadTopic } from './payloadTopic.ts';

/** The topic of a payload that a device, gateway or application sends; `undefined` where it is not known or the platform's. */
export function topicToSend(file: PayloadFile, text: string): string | undefined {
  const topic = payloadTopic(file, text);
  return topic === undefined || matchTopic(topic)?.kind.sender === 'platform' ? undefined : topic;
}

/** Whether a payload file holds what a device sends; the event ID of an event can still be asked for. */
export function canPublish(file: PayloadFile, text: string): boolean {
  const topic = payloadTopic(file, text);
  if (topic === undefined) return payloadKind(file, text)?.name === 'device.event';
  const match = matchTopic(topic, 'device');
  // A gateway names the device that it speaks for; a device may not.
  return match?.kind.sender === 'device' && match.parts['typeId'] === undefined;
}
