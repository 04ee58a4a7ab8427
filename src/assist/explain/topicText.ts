import type { TopicExplanation, TopicVerdict } from '../../wiotp/explain.ts';
import type { TopicMatch } from '../../wiotp/topic.ts';
import { closestRule } from '../../wiotp/topics/closestRule.ts';
import type { TopicUser } from '../../wiotp/topics/topicRules.ts';
import { printable } from '../../wiotp/printable.ts';
import { table } from '../../wiotp/table.ts';

const users: Readonly<Record<TopicUser, string>> = {
  device: 'device',
  gateway: 'gateway',
  application: 'application',
  quickstartDevice: 'Quickstart device',
  quickstartApplication: 'Quickstart application',
};

/** What a topic or filter is, for people: the answer for the class whose form it has comes first, and what happens to others last. */
export function topicText(topic: string, { isFilter, kinds, verdicts }: TopicExplanation): string {
  const shown = printable(topic);
  const what = whatItIs(isFilter, kinds);
  const allowed = verdicts.filter((verdict) => verdict.allowed);
  const user = closestUser(topic, verdicts);
  const refused = verdicts.filter((verdict) => !verdict.allowed && verdict.user === user);
  const others = verdicts.filter((verdict) => !verdict.allowed && verdict.user !== user);
  const fullText = refused.length === 0 ? [] : [`Refused\n${refused.map(refusedText).join('\n')}`];
  const othersText = others.length === 0 ? [] : [`Refused to others\n${byConsequence(others)}`];
  const answer =
    allowed.length === 0
      ? [`${shown}\nNobody may use it.`, ...fullText, what]
      : [`${shown}\n${what}`, `Allowed\n${allowed.map(allowedText).join('\n')}`, ...fullText];
  return [...answer, ...othersText].join('\n\n');
}

/** The class that the topic was most likely meant for: the first that may use it, or else that with the most levels in place. */
function closestUser(topic: string, verdicts: readonly TopicVerdict[]): TopicUser | undefined {
  const first = verdicts.find(({ allowed }) => allowed);
  if (first !== undefined) return first.user;
  const levels = topic.split('/');
  const matched = verdicts.map(({ user, use }) => closestRule(user, use, levels)?.matched ?? 0);
  return verdicts[matched.indexOf(Math.max(...matched))]?.user;
}

function whatItIs(isFilter: boolean, kinds: readonly TopicMatch[]): string {
  const rows = table(kinds.map(({ kind, parts }) => [`  ${kind.name}`, kind.title, ...partsCells(parts)]));
  if (isFilter) return kinds.length === 0 ? 'A filter that catches no message of the platform.' : `A filter that catches\n${rows}`;
  return kinds.length === 0 ? 'A topic of no message of the platform.' : `The topic of\n${rows}`;
}

function partsCells(parts: TopicMatch['parts']): readonly string[] {
  const fixed = Object.entries(parts).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return fixed.length === 0 ? [] : [printable(fixed.join(', '))];
}

function allowedText({ user, use, ineffective }: TopicVerdict): string {
  const remark = ineffective === undefined ? '' : `\n      But: ${printable(`${ineffective.reason} ${ineffective.advice}`)}`;
  return `  ${users[user]}: ${use}${remark}`;
}

function refusedText({ user, use, fault }: TopicVerdict): string {
  const why = fault === undefined ? '' : printable(`${fault.reason} ${fault.consequence} ${fault.advice}`);
  return `  ${users[user]}: ${use}\n      ${why}`;
}

/** A line for each verdict, below what the platform does: that is the same for many. */
function byConsequence(verdicts: readonly TopicVerdict[]): string {
  return [...Map.groupBy(verdicts, ({ fault }) => fault?.consequence ?? '')]
    .map(([consequence, same]) => {
      const rows = same.map(({ user, use, fault }) => [`    ${users[user]}`, use, printable(fault?.advice ?? '')]);
      return `  ${printable(consequence)}\n${table(rows)}`;
    })
    .join('\n');
}
