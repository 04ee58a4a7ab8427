/** What a client does with a topic. A filter that is unsubscribed falls under the same rules as one that is subscribed. */
export type TopicUse = 'publish' | 'subscribe';

/** A client class that has topic rules. */
export type TopicUser = 'device' | 'application';

/** One rule: a topic with `{name}` for each free level; a last level `*` stands for everything below. */
export interface TopicRule {
  readonly pattern: string;
  readonly levels: readonly string[];
}

/**
 * Which topics each client class may use [PX-rule, PX-test]. A free level is one level that is not empty;
 * in a filter it may also be `+`. Everything else closes the connection with code 276.
 */
const rules: Readonly<Record<TopicUser, Readonly<Record<TopicUse, readonly TopicRule[]>>>> = {
  device: {
    publish: [
      rule('iot-2/evt/{eventId}/fmt/{format}'),
      rule('iotdevice-1/response'),
      rule('iotdevice-1/notify'),
      rule('iotdevice-1/mgmt/{operation}'),
      rule('iotdevice-1/device/update/{attribute}'),
      rule('iotdevice-1/add/{group}/{attribute}'),
      rule('iotdevice-1/clear/{group}/{attribute}'),
    ],
    subscribe: [rule('iot-2/cmd/{commandId}/fmt/{format}'), rule('iotdm-1/*'), rule('iot-2/mon'), rule('iot-2/notify')],
  },
  application: {
    publish: [
      rule('iot-2/type/{typeId}/id/{deviceId}/cmd/{commandId}/fmt/{format}'),
      rule('iot-2/type/{typeId}/id/{deviceId}/evt/{eventId}/fmt/{format}'),
    ],
    subscribe: [
      rule('iot-2/type/{typeId}/id/{deviceId}/evt/{eventId}/fmt/{format}'),
      rule('iot-2/type/{typeId}/id/{deviceId}/cmd/{commandId}/fmt/{format}'),
      rule('iot-2/type/{typeId}/id/{deviceId}/mon'),
      rule('iot-2/app/{appId}/mon'),
    ],
  },
};

/** The rules for one client class and use, the most usual first. */
export function topicRules(user: TopicUser, use: TopicUse): readonly TopicRule[] {
  return rules[user][use];
}

/** Whether a client of this class may use this topic or filter. */
export function topicAllowed(user: TopicUser, use: TopicUse, topic: string): boolean {
  if (hasForbiddenCharacter(topic)) return false;
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
    if (wanted === '*') return restFits(levels.slice(at)) ? 'all' : at;
    if (wanted.startsWith('{') ? !freeLevelFits(level, use) : level !== wanted) return at;
  }
  return levels.length === candidate.levels.length ? 'all' : candidate.levels.length;
}

/** Control characters and characters that Unicode excludes are not allowed in topics [PX-rule]. */
export function hasForbiddenCharacter(topic: string): boolean {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return /[\u0000-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/.test(topic);
}

function freeLevelFits(level: string, use: TopicUse): boolean {
  if (level === '') return false;
  if (level === '+') return use === 'subscribe';
  return !/[+#]/.test(level);
}

/** Below `*` everything goes that is a filter of MQTT at all: wildcards stand alone, and `#` comes last. */
function restFits(levels: readonly string[]): boolean {
  return levels.every((level, at) => (level === '#' ? at === levels.length - 1 : level === '+' || !/[+#]/.test(level)));
}

function rule(pattern: string): TopicRule {
  return { pattern, levels: pattern.split('/') };
}
