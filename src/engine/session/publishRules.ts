import type { SessionSettings } from '../../profiles/sessionSettings.ts';
import { maxPayloadBytes } from '../../wiotp/limits.ts';
import type { Message, Qos } from '../../wiotp/message.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { topicFault, type TopicFault } from '../../wiotp/topics/topicFault.ts';
import { topicUserOf } from './topicUser.ts';

/** Whose messages and filters are checked, and with which version of MQTT they go out. */
export type RuledClient = Pick<SessionSettings, 'identity' | 'home' | 'mqttVersion'>;

const digits = new Intl.NumberFormat('en');

/**
 * Checks what a client is about to publish against the rules that cost it the message or its connection [D-msg, PX-mqtt].
 * @throws Refusal with the platform's close code.
 */
export function checkPublish(client: RuledClient, { topic, payload, qos }: Message): void {
  if (payload.byteLength > maxPayloadBytes) {
    throw new Refusal(`The payload has ${digits.format(payload.byteLength)} bytes; ${digits.format(maxPayloadBytes)} are allowed.`, {
      rule: 'a larger payload closes the connection',
      advice: 'Split the payload, or leave out what is not needed.',
      code: 287,
    });
  }
  const user = topicUserOf(client);
  const fault = topicFault(user, 'publish', topic, { mqtt: client.mqttVersion, qos });
  if (fault !== undefined) throw refusedTopic(fault);
  if (qos > 0 && user.startsWith('quickstart')) throw tooHigh(qos);
}

/**
 * Checks a filter before it is subscribed or given up [PX-rule].
 * @throws Refusal with the platform's close code and the nearest filter that is allowed.
 */
export function checkFilter(client: RuledClient, filter: string, unsubscribes = false): void {
  const fault = topicFault(topicUserOf(client), 'subscribe', filter, { mqtt: client.mqttVersion, unsubscribes });
  if (fault !== undefined) throw refusedTopic(fault);
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

function refusedTopic({ reason, consequence, advice, code }: TopicFault): Refusal {
  return new Refusal(reason, { rule: consequence.replace(/\.$/, ''), advice, code });
}

/** [D-qs, D-mqtt] */
function tooHigh(qos: Qos): Refusal {
  return new Refusal(`The message has QoS ${qos}; Quickstart takes 0 only.`, {
    rule: 'Quickstart confirms nothing',
    advice: 'Publish with QoS 0.',
    code: 291,
  });
}
