import { likeness } from './likeness.ts';
import { matchedLevels, topicRules, type TopicRule, type TopicUse, type TopicUser } from './topicRules.ts';

/** The rule that a topic comes nearest to. */
export interface ClosestRule {
  readonly rule: TopicRule;
  /** How many levels fit before the first that does not. */
  readonly matched: number;
}

/**
 * The rule that most levels of a topic fit before the first that does not; then the one with more of its fixed words in
 * their places, and that is most like the wrong level. `undefined` where no rule is.
 */
export function closestRule(user: TopicUser, use: TopicUse, levels: readonly string[]): ClosestRule | undefined {
  let best: (ClosestRule & { readonly score: number }) | undefined;
  for (const rule of topicRules(user, use)) {
    const reached = matchedLevels(rule, levels, use);
    const matched = reached === 'all' ? levels.length : reached;
    const score = matched * 1000 + rightWords(rule, levels) * 10 + 9 * likeness(rule.levels[matched] ?? '', levels[matched] ?? '');
    if (best === undefined || score > best.score) best = { rule, matched, score };
  }
  return best;
}

/** How many of the words that the rule fixes are in their places. */
function rightWords(rule: TopicRule, levels: readonly string[]): number {
  return rule.levels.filter((wanted, at) => wanted === levels[at]).length;
}
