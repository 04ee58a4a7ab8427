import type { Qos } from '../message.ts';
import type { TopicUse, TopicUser } from './topicRules.ts';

/** A version of MQTT. */
export type MqttVersion = '3.1' | '3.1.1' | '5';

/** How a topic is used, as far as that is known: what the platform does about a wrong one depends on it. */
export interface TopicHow {
  /** By default 3.1.1. */
  readonly mqtt?: MqttVersion;
  /** Of the message; without it every one is spoken of. */
  readonly qos?: Qos;
  /** Whether a subscription is given up: its filter is judged as when it is made. */
  readonly unsubscribes?: boolean;
}

/** What the platform does about a topic that a client may not use, as a full sentence [PX-mqtt, D-app]. */
export function consequenceOf(code: 276 | 289, user: TopicUser, use: TopicUse, how: TopicHow = {}): string {
  const { mqtt = '3.1.1', qos, unsubscribes = false } = how;
  if (code === 289) return 'The platform closes the connection with code 289.';
  if (unsubscribes) return user === 'gateway' ? unsubscribedByGateway : closedByUnsubscribe;
  if (mqtt === '5') return use === 'publish' ? publishedWithVersion5(qos) : subscribedWithVersion5;
  if (user === 'gateway') return use === 'publish' ? publishedByGateway(qos) : subscribedByGateway(mqtt);
  return use === 'publish' ? closedByPublish : closedBySubscribe;
}

const closedByPublish = 'The platform closes the connection with code 276, without an acknowledgement; a will may be sent.';

const closedBySubscribe =
  'The platform closes the connection with code 276, without SUBACK, even if other filters of the packet are right.';

const closedByUnsubscribe =
  'The platform closes the connection with code 276, without UNSUBACK, even if other filters of the packet are right.';

const subscribedWithVersion5 =
  'The platform keeps the connection and answers this filter with reason code 0x8F (topic filter invalid) in its SUBACK.';

const notified = 'and tells the gateway why on its notify topic';

const unsubscribedByGateway = `The platform keeps the connection, ignores this filter ${notified}.`;

function publishedWithVersion5(qos: Qos | undefined): string {
  const refused = (packet: string): string =>
    `The platform drops the message and answers ${packet} with reason code 0x90 (topic name invalid).`;
  const closed = 'The platform closes the connection with code 276, as a message of QoS 0 has no acknowledgement that could say why.';
  if (qos === 0) return closed;
  if (qos === undefined) return `${refused('PUBACK or PUBREC')} A message of QoS 0 closes the connection with code 276.`;
  return refused(qos === 1 ? 'PUBACK' : 'PUBREC');
}

function publishedByGateway(qos: Qos | undefined): string {
  const acknowledged = qos === 0 ? '' : qos === undefined ? 'acknowledges a message above QoS 0, ' : 'acknowledges the message, ';
  return `The platform keeps the connection, ${acknowledged}drops ${qos === undefined ? 'it' : 'the message'} ${notified}.`;
}

function subscribedByGateway(mqtt: '3.1' | '3.1.1'): string {
  const code = mqtt === '3.1' ? '0, as if it were granted,' : '0x80';
  return `The platform keeps the connection, answers this filter with ${code} in its SUBACK ${notified}.`;
}
