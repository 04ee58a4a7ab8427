import type { Linter } from '../../editor/linter.ts';
import type { Problem } from '../../lint/problem.ts';
import type { Qos } from '../../wiotp/message.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import { topicRefusal } from '../../wiotp/topics/topicRefusal.ts';
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
  linter: () => Promise<Linter>,
): Promise<readonly Problem[]> {
  const { sender, user, isPlatform, limits } = publisher;
  const refusal = isPlatform ? topicRefusal(user, 'publish', topic, { qos }) : undefined;
  if (refusal !== undefined) throw refusal;
  const lint = await linter();
  const message = { text: payload.text, payloadBytes: payload.bytes.byteLength, topic, sender, qos, retain: false };
  const found = lint.message(message, limits);
  const own = payload.text === undefined || !isJsonTopic(topic) ? [] : await lint.own.check(topic, payload.text);
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
