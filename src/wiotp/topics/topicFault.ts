import { hasForbiddenCharacter } from '../forbiddenCharacters.ts';
import { shownText } from '../shownText.ts';
import { closestRule } from './closestRule.ts';
import { consequenceOf, type TopicHow } from './consequence.ts';
import { levelName } from './freeLevels.ts';
import { misplacedTopic, type Misplaced } from './misplaced.ts';
import { nearestTopic } from './nearestTopic.ts';
import { mostTopicBytes, topicAllowed, topicRules, topicTooLong, type TopicRule, type TopicUse, type TopicUser } from './topicRules.ts';

/** Why a client may not use a topic. */
export interface TopicFault {
  /** The platform's number for it: the code of the close, or in a gateway's notification [PX-mqtt]. */
  readonly code: 276 | 289;
  /** Names the topic and the level that is wrong, as a full sentence. */
  readonly reason: string;
  /** What the platform does about it, as a full sentence. */
  readonly consequence: string;
  /** What to use instead, as full sentences. */
  readonly advice: string;
  /** The topic that was most likely meant, where that can be told; always one that the client may use. */
  readonly nearest?: string;
}

/** What is wrong with a topic or filter for this client class; `undefined` when it is allowed. */
export function topicFault(user: TopicUser, use: TopicUse, topic: string, how: TopicHow = {}): TopicFault | undefined {
  if (topic.startsWith('$SYS')) {
    return {
      code: 289,
      reason: `The topic "${shownText(topic)}" belongs to the system: level 1 begins with "$SYS".`,
      consequence: consequenceOf(289, user, use, how),
      advice: 'Topics that begin with $SYS cannot be used.',
    };
  }
  if (topicAllowed(user, use, topic)) return undefined;
  const misplaced = unusable(topic) === undefined ? misplacedTopic(user, use, topic) : undefined;
  const nearest = misplaced !== undefined && misplaced.meant === undefined ? undefined : nearestTopic(user, use, topic, misplaced?.meant);
  return {
    code: 276,
    reason: `${who[user]} must not ${how.unsubscribes === true ? 'unsubscribe from' : `${use} to`} "${shownText(topic)}": ${whatIsWrong(user, use, topic, misplaced)}.`,
    consequence: consequenceOf(276, user, use, how),
    advice: adviceOf(user, use, nearest, misplaced),
    ...(nearest === undefined ? {} : { nearest }),
  };
}

const who: Readonly<Record<TopicUser, string>> = {
  device: 'A device',
  gateway: 'A gateway',
  application: 'An application',
  quickstartDevice: 'A Quickstart device',
  quickstartApplication: 'A Quickstart application',
};

function whatIsWrong(user: TopicUser, use: TopicUse, topic: string, misplaced: Misplaced | undefined): string {
  return unusable(topic) ?? wrongLevel(user, use, topic, misplaced);
}

/** What is wrong with a topic whoever uses it. */
function unusable(topic: string): string | undefined {
  if (topic === '') return 'it is empty';
  if (topicTooLong(topic)) return `it has more than ${mostTopicBytes} bytes, which no MQTT packet can carry`;
  if (!hasForbiddenCharacter(topic)) return undefined;
  const levels = topic.split('/');
  const at = levels.findIndex(hasForbiddenCharacter);
  return `level ${at + 1}, "${shownText(levels[at] ?? '')}", contains a character that topics must not contain`;
}

function wrongLevel(user: TopicUser, use: TopicUse, topic: string, misplaced: Misplaced | undefined): string {
  const levels = topic.split('/');
  const closest = closestRule(user, use, levels);
  const at = misplaced?.at ?? closest?.matched ?? 0;
  const level = levels[at];
  const place = `level ${at + 1}`;
  if (misplaced !== undefined) return level === undefined ? misplaced.why : `${place} is "${shownText(level)}"; ${misplaced.why}`;
  const wanted = closest?.rule.levels[at];
  if (wanted === undefined)
    return level === ''
      ? `the slash before ${place}, which is empty, is one too many`
      : `${place}, "${shownText(level ?? '')}", is one too many`;
  if (level === undefined) return `${place} is missing, ${levelName(wanted)}`;
  if (level === '') return `${place} is empty; it must be ${levelName(wanted)}`;
  const [wildcard] = /[+#]/.exec(level) ?? [];
  if (wildcard !== undefined && level !== wildcard && use === 'subscribe')
    return `${place}, "${shownText(level)}", contains "${wildcard}", which may only stand alone`;
  if (wildcard !== undefined) return `${place} is "${shownText(level)}", a wildcard that is not allowed here`;
  return `${place} is "${shownText(level)}" where ${levelName(wanted)} is expected`;
}

function adviceOf(user: TopicUser, use: TopicUse, nearest: string | undefined, misplaced: Misplaced | undefined): string {
  const besides = misplaced?.advice;
  if (nearest !== undefined) return [`Use "${shownText(nearest)}".`, besides].filter((part) => part !== undefined).join(' ');
  const allowed = topicRules(user, use);
  return besides ?? (allowed.length === 0 ? 'No topic is allowed.' : `Allowed are ${listOf(allowed)}.`);
}

function listOf(candidates: readonly TopicRule[]): string {
  const shown = candidates.map(({ pattern }) => `"${pattern.replace(/\*$/, '#')}"`);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
