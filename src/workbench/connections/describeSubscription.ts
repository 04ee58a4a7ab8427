import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import { isDeviceManagement } from '../../wiotp/kind.ts';
import type { CatalogKind } from '../../wiotp/catalog.ts';
import type { TopicMatch } from '../../wiotp/topic.ts';
import { caughtKinds } from '../../wiotp/topics/caughtKinds.ts';
import { idleFilter } from '../../wiotp/topics/idleFilter.ts';
import { topicFault } from '../../wiotp/topics/topicFault.ts';
import { topicRules } from '../../wiotp/topics/topicRules.ts';
import { topicUserOf } from '../../profiles/topicUser.ts';

/** What a filter catches and what it does not, in a few lines of plain text. */
export function describeSubscription(profile: ConnectionProfile, filter: string): string {
  const user = topicUserOf(profile);
  const fault = topicFault(user, 'subscribe', filter);
  if (fault !== undefined) return `${fault.reason} ${fault.advice}`;
  const idle = idleFilter(user, filter);
  if (idle !== undefined) return `${idle.reason} ${idle.advice}`;
  const caught = caughtKinds(filter);
  const kinds = new Set(caught.map(({ kind }) => kind));
  const missed = usualFilters(profile)
    .flatMap((usual) => caughtKinds(usual))
    .flatMap(({ kind }) => (kinds.has(kind) ? [] : [kind]));
  return [
    vscode.l10n.t('Catches: {0}', caught.map(matchText).join('; ')),
    ...(missed.length === 0 ? [] : [vscode.l10n.t('Does not catch: {0}', missedText([...new Set(missed)]))]),
  ].join('\n');
}

/** The widest filter of every sort that the class of a profile may use, the most usual first. */
export function usualFilters(profile: ConnectionProfile): readonly string[] {
  return topicRules(topicUserOf(profile), 'subscribe').map(({ levels, named }) =>
    levels.map((level) => (level === '*' ? '#' : level.startsWith('{') && !named.includes(level) ? '+' : level)).join('/'),
  );
}

function matchText({ kind, parts }: TopicMatch): string {
  const fixed = Object.entries(parts).map(([name, value]) => vscode.l10n.t('only {0} {1}', name, value));
  return fixed.length === 0 ? kind.title : `${kind.title} (${fixed.join(', ')})`;
}

/** Device Management is many kinds that come together. */
function missedText(kinds: readonly CatalogKind[]): string {
  const management = kinds.filter(isDeviceManagement);
  const others = kinds.filter((kind) => !isDeviceManagement(kind)).map(({ title }) => title);
  if (management.length < 4) return [...others, ...management.map(({ title }) => title)].join('; ');
  return [...others, vscode.l10n.t('{0} kinds of Device Management', management.length)].join('; ');
}
