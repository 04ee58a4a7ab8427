import { lintSettings } from '../../editor/settings/lintSettings.ts';
import { lintMessage } from '../../lint/lintMessage.ts';
import type { OwnSchemas } from '../../lint/own/ownSchemas.ts';
import type { Problem } from '../../lint/problem.ts';
import type { Qos } from '../../wiotp/message.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import { topicFault } from '../../wiotp/topics/topicFault.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { FilledPayload } from './outgoing.ts';
import type { Publisher } from './publisher.ts';

/** A message that is about to leave. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly qos: Qos;
  readonly payload: FilledPayload;
}

/**
 * What the linter and the user's own schemas say about a message before it is sent, the gravest first.
 * @throws Refusal for a topic that would cost the client its connection: nobody sends that by choice.
 */
export async function checkOutgoing(
  publisher: Publisher,
  { topic, qos, payload }: OutgoingMessage,
  ownSchemas: () => Promise<OwnSchemas>,
): Promise<readonly Problem[]> {
  const { sender, user, limits } = publisher;
  const fault = topicFault(user, 'publish', topic, { qos });
  if (fault !== undefined) {
    throw new Refusal(fault.reason, { rule: 'each class of client has topics of its own', code: fault.code, advice: fault.advice });
  }
  const { options } = lintSettings();
  const message = { text: payload.text, payloadBytes: payload.bytes.byteLength, topic, sender, qos, retain: false };
  const found = lintMessage(message, limits === undefined ? options : { ...options, limits });
  const own = payload.text === undefined || !isJsonTopic(topic) ? [] : await (await ownSchemas()).check(topic, payload.text);
  return [...found, ...own].toSorted((one, other) => gravity[one.severity] - gravity[other.severity]);
}

/** Whether a problem is worth a question before the message leaves. */
export function isWorthAsking({ severity }: Problem): boolean {
  return severity !== 'hint';
}

const gravity: Readonly<Record<Problem['severity'], number>> = { error: 0, warning: 1, hint: 2 };

/** Own schemas describe JSON. */
function isJsonTopic(topic: string): boolean {
  return (matchTopic(topic)?.parts['format'] ?? 'json') === 'json';
}
