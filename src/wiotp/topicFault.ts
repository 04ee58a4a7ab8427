import {
  hasForbiddenCharacter,
  matchedLevels,
  topicAllowed,
  topicRules,
  type TopicRule,
  type TopicUse,
  type TopicUser,
} from './topicRules.ts';

/** Why a client may not use a topic. */
export interface TopicFault {
  /** The code with which the platform closes the connection [PX-mqtt]. */
  readonly code: 276 | 289;
  /** Names the topic and the level that is wrong, as a full sentence. */
  readonly reason: string;
  /** What to use instead, as a full sentence. */
  readonly advice: string;
}

/** What is wrong with a topic or filter for this client class; `undefined` when it is allowed. */
export function topicFault(user: TopicUser, use: TopicUse, topic: string): TopicFault | undefined {
  if (topic.startsWith('$SYS')) {
    return {
      code: 289,
      reason: `The topic "${shown(topic)}" belongs to the system.`,
      advice: 'Topics that begin with $SYS cannot be used.',
    };
  }
  if (topicAllowed(user, use, topic)) return undefined;
  const nearest = nearestTopic(user, use, topic);
  return {
    code: 276,
    reason: `${who[user]} must not ${use} to "${shown(topic)}": ${whatIsWrong(user, use, topic)}.`,
    advice: nearest === undefined ? `Allowed are ${listOf(topicRules(user, use))}.` : `Use "${nearest}".`,
  };
}

const who: Readonly<Record<TopicUser, string>> = { device: 'A device', application: 'An application' };

/** What a free level stands for, and a value to show when there is none. */
const freeLevels: Readonly<Record<string, readonly [name: string, sample: string]>> = {
  eventId: ['event ID', 'status'],
  commandId: ['command ID', 'reset'],
  format: ['format', 'json'],
  typeId: ['device type', 'mytype'],
  deviceId: ['device ID', 'mydevice'],
  appId: ['application ID', 'myapp'],
  operation: ['operation', 'manage'],
  group: ['group', 'diag'],
  attribute: ['attribute', 'log'],
};

function whatIsWrong(user: TopicUser, use: TopicUse, topic: string): string {
  if (topic === '') return 'it is empty';
  if (hasForbiddenCharacter(topic)) return 'it contains a character that topics must not contain';
  return misplaced(user, use, topic) ?? wrongLevel(user, use, topic);
}

/** A topic that is right somewhere else: that is said before any level is blamed. */
function misplaced(user: TopicUser, use: TopicUse, topic: string): string | undefined {
  if (user === 'device') {
    if (use === 'publish' && topicAllowed('device', 'subscribe', topic)) return 'only the platform and applications send there';
    if (use === 'subscribe' && topicAllowed('device', 'publish', topic)) return 'devices send there and cannot listen';
    if (deviceForm(topic) !== undefined) return 'the form with type and id is for gateways and applications';
  } else if (longForm(use, topic) !== undefined) return 'the form without type and id is for devices';
  else if (use === 'publish' && topicAllowed('application', 'subscribe', topic)) return 'applications can only listen there';
  return undefined;
}

function wrongLevel(user: TopicUser, use: TopicUse, topic: string): string {
  const levels = topic.split('/');
  const { candidate, matched } = closestRule(user, use, levels);
  const level = levels[matched];
  const wanted = candidate.levels[matched];
  const place = `level ${matched + 1}`;
  if (wanted === undefined) return `${place}, "${shown(level ?? '')}", is one too many`;
  if (level === undefined) return `${place} is missing, ${nameOf(wanted)}`;
  if (level === '') return `${place} is empty; it must be ${nameOf(wanted)}`;
  if (/[+#]/.test(level)) return `${place} is "${shown(level)}", a wildcard that is not allowed here`;
  return `${place} is "${shown(level)}" where ${nameOf(wanted)} is expected`;
}

function closestRule(
  user: TopicUser,
  use: TopicUse,
  levels: readonly string[],
): { readonly candidate: TopicRule; readonly matched: number } {
  const [first, ...others] = topicRules(user, use).map((candidate) => {
    const matched = matchedLevels(candidate, levels, use);
    return { candidate, matched: matched === 'all' ? levels.length : matched };
  });
  if (first === undefined) throw new Error(`There are no rules for ${user} and ${use}`);
  return others.reduce((best, next) => (next.matched > best.matched ? next : best), first);
}

/** The topic that the client most likely meant, where that can be told. */
function nearestTopic(user: TopicUser, use: TopicUse, topic: string): string | undefined {
  const other = user === 'device' ? deviceForm(topic) : longForm(use, topic);
  if (other !== undefined && topicAllowed(user, use, other)) return other;
  const levels = topic.split('/');
  const { candidate, matched } = closestRule(user, use, levels);
  if (matched === 0 || misplaced(user, use, topic) !== undefined) return undefined;
  const filled = candidate.levels.map((wanted, at) => {
    if (wanted === '*') return '#';
    if (!wanted.startsWith('{')) return wanted;
    const level = levels[at] ?? '';
    if (level !== '' && !/[+#]/.test(level)) return level;
    return use === 'subscribe' ? '+' : (freeLevels[wanted.slice(1, -1)]?.[1] ?? '');
  });
  const nearest = filled.join('/');
  return topicAllowed(user, use, nearest) ? nearest : undefined;
}

/** `iot-2/type/t/id/i/evt/…` as a device writes it; `undefined` for a topic without that middle part. */
function deviceForm(topic: string): string | undefined {
  const found = /^([^/]+)\/type\/[^/]+\/id\/[^/]+\/(.+)$/.exec(topic);
  return found === null ? undefined : `${found[1]}/${found[2]}`;
}

/** `iot-2/evt/…` as an application writes it, with `+` or samples for type and ID; `undefined` for anything else. */
function longForm(use: TopicUse, topic: string): string | undefined {
  const found = /^iot-2\/((?:evt|cmd)\/.+)$/.exec(topic);
  if (found === null) return undefined;
  return use === 'subscribe' ? `iot-2/type/+/id/+/${found[1]}` : `iot-2/type/mytype/id/mydevice/${found[1]}`;
}

function nameOf(wanted: string): string {
  if (!wanted.startsWith('{')) return wanted === '*' ? 'at least one level' : `"${wanted}"`;
  return `the ${freeLevels[wanted.slice(1, -1)]?.[0] ?? 'name'}`;
}

function listOf(candidates: readonly TopicRule[]): string {
  const shown = candidates.map(({ pattern }) => `"${pattern.replace(/\*$/, '#')}"`);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** A topic of a client may be 65,535 bytes of anything; a sentence shows what a reader can use. */
function shown(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is replaced
  const visible = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\u25a1');
  return visible.length > 120 ? `${visible.slice(0, 119)}…` : visible;
}
