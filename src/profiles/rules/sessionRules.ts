import { maxPayloadBytes, sharedKeepAliveSeconds } from '../../wiotp/limits.ts';
import { utf8Bytes } from '../../wiotp/packetSize.ts';
import { topicFault, type TopicFault } from '../../wiotp/topics/topicFault.ts';
import type { ConnectionProfile } from '../profile.ts';
import { isPlatform, topicUserOf } from '../topicUser.ts';
import { error, warning, type FaultFound, type ProfileRule } from './profileRule.ts';

/** CONNECT has 16 bits for it. */
const longestKeepAlive = 65_535;

/** CONNECT has 32 bits for it; all of them set mean never. */
const longestExpiry = 4_294_967_295;

/** Rules about the session: how long it lasts, what it leaves behind, and how messages are sent. */
export const sessionRules: readonly ProfileRule[] = [
  error('cleanSession', ({ cleanSession, client, target }) => {
    if (cleanSession) return undefined;
    if (target.kind === 'quickstart') return 'Quickstart keeps no sessions and refuses them with CONNACK 5. Choose a clean session.';
    return client.sender === 'application' && client.shared && client.instanceId === undefined
      ? // [PX-mqtt] The documents say the opposite, and the proxy refuses it.
        'A shared application without an instance ID has clean sessions only; the platform refuses others with CONNACK 5. Choose a clean session, or give it an instance ID.'
      : undefined;
  }),
  error('keepAliveSeconds', ({ keepAliveSeconds }) => outside(keepAliveSeconds, longestKeepAlive, 'The keepalive')),
  warning('keepAliveSeconds', ({ keepAliveSeconds, client }) =>
    client.sender === 'application' && client.shared && (keepAliveSeconds === 0 || keepAliveSeconds > sharedKeepAliveSeconds)
      ? `The keepalive of a shared application is 1 to ${sharedKeepAliveSeconds} seconds; the platform takes ${sharedKeepAliveSeconds} in its place.`
      : undefined,
  ),
  error('sessionExpirySeconds', ({ sessionExpirySeconds: seconds }) =>
    seconds === undefined ? undefined : outside(seconds, longestExpiry, 'The session expiry'),
  ),
  warning('sessionExpirySeconds', ({ sessionExpirySeconds, mqttVersion, cleanSession }) => {
    if (sessionExpirySeconds === undefined) return undefined;
    if (mqttVersion !== '5') return 'Only MQTT 5 has a session expiry; here it does not count. Leave it out, or choose MQTT 5.';
    return cleanSession
      ? 'A clean session ends with its connection, so its expiry does not count. Leave it out, or choose a lasting session.'
      : undefined;
  }),
  error('will', (profile) => (isPlatform(profile) ? willFault(profile) : undefined)),
  warning('will', (profile) => (isPlatform(profile) ? undefined : willFault(profile))),
  error('will', ({ will }) => {
    const bytes = will === undefined ? 0 : utf8Bytes(will.payload);
    return bytes > maxPayloadBytes
      ? { message: `The payload of the will has ${bytes} bytes; ${maxPayloadBytes} are allowed.`, below: ['payload'] }
      : undefined;
  }),
  error('will', ({ will, target }) =>
    will !== undefined && will.qos > 0 && target.kind === 'quickstart' ? { message: onlyQos0, below: ['qos'] } : undefined,
  ),
  error('qos', ({ qos, target }) => (qos > 0 && target.kind === 'quickstart' ? onlyQos0 : undefined)),
];

const onlyQos0 = 'Quickstart takes messages with QoS 0 only.';

/** What is wrong with a topic as the will of a profile, as full sentences; `undefined` when nothing is. */
function willTopicFault(
  profile: Pick<ConnectionProfile, 'client' | 'target' | 'org' | 'mqttVersion'>,
  topic: string,
): TopicFault | undefined {
  return topicFault(topicUserOf(profile), 'publish', topic, { mqtt: profile.mqttVersion });
}

function willFault(profile: ConnectionProfile): FaultFound | undefined {
  const fault = profile.will === undefined ? undefined : willTopicFault(profile, profile.will.topic);
  if (fault === undefined) return undefined;
  const { reason, advice, nearest } = fault;
  const message = `${reason} The platform closes a connection with such a will without a CONNACK. ${advice}`;
  return { message, below: ['topic'], ...(nearest === undefined ? {} : { nearest }) };
}

function outside(seconds: number, most: number, what: string): string | undefined {
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= most
    ? undefined
    : `${what} is a whole number of seconds from 0 to ${most}.`;
}
