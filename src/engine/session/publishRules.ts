import type { SessionSettings } from '../../profiles/sessionSettings.ts';
import { topicUserOfClient } from '../../profiles/topicUser.ts';
import type { Message } from '../../wiotp/message.ts';
import { payloadRefusal, quickstartQosRefusal } from '../../wiotp/messageRefusal.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { TopicHow } from '../../wiotp/topics/consequence.ts';
import { malformedTopic } from '../../wiotp/topics/malformedTopic.ts';
import { topicRefusal } from '../../wiotp/topics/topicRefusal.ts';
import type { TopicUse } from '../../wiotp/topics/topicRules.ts';

/** Whose messages and filters are checked, and with which version of MQTT they go out. */
export type RuledClient = Pick<SessionSettings, 'identity' | 'isPlatform' | 'mqttVersion'>;

/**
 * Checks what a client is about to publish against the rules that cost it the message or its connection [D-msg, PX-mqtt].
 * @throws Refusal with the platform's close code.
 */
export function checkPublish(client: RuledClient, { topic, payload, qos }: Message): void {
  const tooLarge = payloadRefusal(payload.byteLength);
  if (tooLarge !== undefined) throw tooLarge;
  checkTopic(client, 'publish', topic, { qos });
  const isQuickstart = client.isPlatform && topicUserOfClient(client.identity).startsWith('quickstart');
  const tooHigh = isQuickstart ? quickstartQosRefusal(qos) : undefined;
  if (tooHigh !== undefined) throw tooHigh;
}

/**
 * Checks a filter before it is subscribed or given up [PX-rule].
 * @throws Refusal with the platform's close code and the nearest filter that is allowed.
 */
export function checkFilter(client: RuledClient, filter: string, unsubscribes = false): void {
  checkTopic(client, 'subscribe', filter, { unsubscribes });
}

/**
 * Checks everything that goes out by itself whenever a session connects: its will and its subscriptions.
 * @throws Refusal as {@link checkPublish} and {@link checkFilter}.
 */
export function checkTopics(settings: SessionSettings): void {
  const { will, subscriptions } = settings;
  if (will !== undefined) checkPublish(settings, { ...will, payload: new TextEncoder().encode(will.payload), retain: false });
  for (const { filter } of subscriptions) checkFilter(settings, filter);
}

/** A broker that is no platform has rules of its own: there only what MQTT itself cannot carry is refused. */
function checkTopic({ identity, isPlatform, mqttVersion }: RuledClient, use: TopicUse, topic: string, how: TopicHow): void {
  if (!isPlatform) {
    const malformed = malformedTopic(use, topic);
    if (malformed !== undefined) throw new Refusal(malformed, { rule: 'MQTT says how topics are written', advice: 'Correct it.' });
    return;
  }
  const refusal = topicRefusal(topicUserOfClient(identity), use, topic, { mqtt: mqttVersion, ...how });
  if (refusal !== undefined) throw refusal;
}
