import { replaceForbidden } from '../forbiddenCharacters.ts';
import { closestRule } from './closestRule.ts';
import { anyDevice, formOf, longForm, shortForm } from './deviceForm.ts';
import { levelSample } from './freeLevels.ts';
import { idleFilter } from './idleFilter.ts';
import { alike, likeness } from './likeness.ts';
import { nearestOperation } from './operations.ts';
import { levelFits, topicAllowed, type TopicRule, type TopicUse, type TopicUser } from './topicRules.ts';
import { unknownOperation } from './unknownOperation.ts';

/**
 * The topic that the client most likely meant and may use, where that can be told. `meant` is what the topic is said to
 * be instead; it is tried first.
 */
export function nearestTopic(user: TopicUser, use: TopicUse, topic: string, meant?: string): string | undefined {
  for (const likely of [meant, topic]) {
    if (likely === undefined) continue;
    const candidate = tidied(likely);
    for (const found of [candidate, operationTopic(user, use, candidate), completedTopic(user, use, candidate)]) {
      if (found !== undefined && topicAllowed(user, use, found)) return effective(user, use, found);
    }
  }
  return undefined;
}

/** Without characters that no topic may contain, and without slashes at the ends. */
function tidied(topic: string): string {
  const levels = replaceForbidden(topic, '').split('/');
  const start = levels.findIndex((level) => level !== '');
  const end = levels.findLastIndex((level) => level !== '');
  return levels.slice(Math.max(start, 0), end + 1).join('/');
}

/** A topic that is allowed, or a better one where that has no effect. */
function effective(user: TopicUser, use: TopicUse, topic: string): string {
  const without = use === 'publish' ? unknownOperation(topic) : idleFilter(user, topic);
  return without?.nearest ?? topic;
}

/** The operation of Device Management that the topic comes nearest to, if it begins as if it were one. */
function operationTopic(user: TopicUser, use: TopicUse, topic: string): string | undefined {
  const form = formOf(topic);
  if (use !== 'publish' || likeness(form.first, 'iotdevice-1') < 0.75) return undefined;
  const below = nearestOperation(form.below.join('/'))?.split('/');
  if (below === undefined) return undefined;
  const meant = { ...form, first: 'iotdevice-1', below };
  return user === 'gateway' ? longForm(meant, anyDevice.publish) : shortForm(meant);
}

/** The closest rule with the topic's own levels where they fit, and samples or `+` where they do not. */
function completedTopic(user: TopicUser, use: TopicUse, topic: string): string | undefined {
  const levels = topic.split('/');
  const closest = closestRule(user, use, levels);
  if (closest === undefined) return undefined;
  const [first = ''] = levels;
  const { rule, matched } = closest;
  const isAnything = first === '+' || first === '#';
  if (matched === 0 && !isAnything && likeness(first, rule.levels[0] ?? '') < alike) return undefined;
  return filledRule(rule, levels, use);
}

/** What the rule fixes is looked for further on, so that an additional or missing level does not move the others. */
function filledRule(rule: TopicRule, levels: readonly string[], use: TopicUse): string {
  let next = 0;
  const filled = rule.levels.map((wanted, at) => {
    const level = levels[next] ?? '';
    if (!wanted.startsWith('{')) {
      next = Math.max(next, levels.indexOf(wanted, next)) + 1;
      return wanted === '*' ? '#' : wanted;
    }
    const isMissing = level === rule.levels[at + 1] && levels.length - next < rule.levels.length - at;
    if (isMissing) return sample(rule, wanted, use);
    next++;
    return levelFits(rule, wanted, level, use) ? level : sample(rule, wanted, use);
  });
  return filled.join('/');
}

function sample({ named }: TopicRule, wanted: string, use: TopicUse): string {
  return use === 'subscribe' && !named.includes(wanted) ? '+' : levelSample(wanted);
}
