import { quoted } from '../../lint/wording.ts';
import { topicAllowed } from '../../wiotp/topics/topicRules.ts';
import type { ConnectionStep, MessageStep } from '../model.ts';
import type { Remark } from '../remark.ts';
import type { TopicSide } from './topicSide.ts';

/** Whether a client of Quickstart may send to a topic; all else that a transcript has never takes place there [D-qs, PX-rule]. */
export function isOfQuickstart(topic: string): boolean {
  return topicAllowed('quickstartDevice', 'publish', topic);
}

/** A message that no platform sends to a device of Quickstart. What the device must not send, the check of messages says. */
export function quickstartMessage({ topic, absent }: MessageStep, { sender }: TopicSide): Remark | undefined {
  if (sender !== 'platform' || absent) return undefined;
  const message = `Quickstart has neither commands nor Device Management, so ${quoted(topic.value)} never arrives. Remove it, or use a registered device.`;
  return { rule: 'message/quickstart', message, range: topic.range };
}

/** A session that Quickstart does not keep. */
export function quickstartSession({ event, cleanSession, absent }: ConnectionStep): Remark | undefined {
  if (event.value !== 'open' || absent || cleanSession?.value !== false) return undefined;
  return {
    rule: 'message/quickstart',
    message: 'Quickstart has no sessions that outlive their connections and refuses this one (CONNACK 5). Set cleanSession to true.',
    range: cleanSession.range,
    fix: { title: 'Set cleanSession to true', edits: [{ ...cleanSession.range, text: 'true' }] },
  };
}
