import { hasForbiddenCharacter } from '../forbiddenCharacters.ts';
import { topicsOf } from '../kind.ts';
import { stateKinds } from '../kinds/state.ts';
import { utf8Bytes } from '../packetSize.ts';

/** What a client does with a topic. A filter that is unsubscribed falls under the same rules as one that is subscribed. */
export type TopicUse = 'publish' | 'subscribe';

/** A client class that has topic rules. */
export type TopicUser = 'device' | 'gateway' | 'application' | 'quickstartDevice' | 'quickstartApplication';

/** One rule: a topic with `{name}` for each free level; a last level `*` stands for everything below. */
export interface TopicRule {
  readonly pattern: string;
  readonly levels: readonly string[];
  /** Free levels, as they stand in the pattern, that must not be `+` in a filter either. */
  readonly named: readonly string[];
}

/** The most bytes a topic may have: MQTT counts them with 16 bits. */
export const mostTopicBytes = 65_535;

const event = '/evt/{eventId}/fmt/{format}';
const command = '/cmd/{commandId}/fmt/{format}';
const ofDevice = 'iot-2/type/{typeId}/id/{deviceId}';

/** [PX-rule] What devices publish for Device Management, below the first level. */
const management = [
  'mgmt/{operation}',
  'response',
  'notify',
  'device/update/{attribute}',
  'add/{group}/{attribute}',
  'clear/{group}/{attribute}',
];

const applicationListens = [
  rule(`${ofDevice}${event}`),
  rule(`${ofDevice}${command}`),
  rule(`${ofDevice}/mon`),
  rule('iot-2/app/{appId}/mon'),
  // [PY, ND2] IBM's libraries subscribe to them, though the proxy's own rules lack them.
  ...stateKinds.flatMap((kind) => topicsOf(kind)).map((topic) => rule(topic)),
];

/**
 * Which topics each client class may use [PX-rule, PX-test]. A free level is one level that is not empty;
 * in a filter it may also be `+`.
 */
const rules: Readonly<Record<TopicUser, Readonly<Record<TopicUse, readonly TopicRule[]>>>> = {
  device: {
    publish: [rule(`iot-2${event}`), ...management.map((below) => rule(`iotdevice-1/${below}`))],
    subscribe: [rule(`iot-2${command}`), rule('iotdm-1/*'), rule('iot-2/mon'), rule('iot-2/notify')],
  },
  gateway: {
    publish: [rule(`${ofDevice}${event}`), ...management.map((below) => rule(`iotdevice-1/type/{typeId}/id/{deviceId}/${below}`))],
    subscribe: [
      rule(`${ofDevice}${command}`),
      rule('iotdm-1/type/{typeId}/id/{deviceId}/*'),
      // [PX-mqtt] The platform rewrites it to iotdm-1/type/+/id/+/#.
      rule('iotdm-1/#'),
      rule(`${ofDevice}/notify`),
      rule(`${ofDevice}/response`),
      // [D-app] Documented, though the proxy's own rules lack it.
      rule(`${ofDevice}/mon`),
      rule('iot-2/mon'),
    ],
  },
  application: {
    publish: [rule(`${ofDevice}${command}`), rule(`${ofDevice}${event}`)],
    subscribe: applicationListens,
  },
  // [D-qs, PX-rule] Events in JSON, nothing else.
  quickstartDevice: { publish: [rule('iot-2/evt/{eventId}/fmt/json')], subscribe: [] },
  quickstartApplication: {
    publish: [rule(`${ofDevice}${event}`)],
    subscribe: [rule(`${ofDevice}${event}`, '{deviceId}'), rule(`${ofDevice}/mon`, '{deviceId}'), rule('iot-2/app/{appId}/mon', '{appId}')],
  },
};

/** The rules for one client class and use, the most usual first; none where nothing is allowed. */
export function topicRules(user: TopicUser, use: TopicUse): readonly TopicRule[] {
  return rules[user][use];
}

/** Whether a client of this class may use this topic or filter. */
export function topicAllowed(user: TopicUser, use: TopicUse, topic: string): boolean {
  if (hasForbiddenCharacter(topic) || topicTooLong(topic)) return false;
  const levels = topic.split('/');
  return rules[user][use].some((candidate) => matchedLevels(candidate, levels, use) === 'all');
}

/**
 * How far a topic follows a rule: `all`, or the number of levels before the first that does not fit, is missing,
 * or is one too many.
 */
export function matchedLevels(candidate: TopicRule, levels: readonly string[], use: TopicUse): number | 'all' {
  for (const [at, wanted] of candidate.levels.entries()) {
    const level = levels[at];
    if (level === undefined) return at;
    if (wanted === '*') return restFits(levels, at) ? 'all' : at;
    if (!levelFits(candidate, wanted, level, use)) return at;
  }
  return levels.length === candidate.levels.length ? 'all' : candidate.levels.length;
}

/** Whether one level of a topic is what a rule has in its place. */
export function levelFits({ named }: TopicRule, wanted: string, level: string, use: TopicUse): boolean {
  if (!wanted.startsWith('{')) return level === wanted;
  if (level === '') return false;
  if (level === '+') return use === 'subscribe' && !named.includes(wanted);
  return !/[+#]/.test(level);
}

/** Whether no packet of MQTT can carry the topic. */
export function topicTooLong(topic: string): boolean {
  // No character takes more than 3 bytes for each of its UTF-16 units.
  if (topic.length * 3 <= mostTopicBytes) return false;
  return topic.length > mostTopicBytes || utf8Bytes(topic) > mostTopicBytes;
}

/** Below `*` everything goes that is a filter of MQTT at all: wildcards stand alone, and `#` comes last. */
function restFits(levels: readonly string[], from: number): boolean {
  return levels.every((level, at) => at < from || (level === '#' ? at === levels.length - 1 : level === '+' || !/[+#]/.test(level)));
}

function rule(pattern: string, ...named: readonly string[]): TopicRule {
  return { pattern, levels: pattern.split('/'), named };
}
