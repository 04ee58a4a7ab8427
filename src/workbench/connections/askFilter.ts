import * as vscode from 'vscode';
import type { ConnectionProfile, Subscription } from '../../profiles/profile.ts';
import { filterFault, idleFault } from '../../profiles/rules/subscriptionRules.ts';
import { isPlatform } from '../../profiles/topicUser.ts';
import { askChoice, back, extend, wizard, type Choice, type Outcome, type Place } from '../quick/wizard.ts';
import { describeSubscription, usualFilters } from './describeSubscription.ts';
import { qosChoices, qosOf } from './edit/sessionFields.ts';

/** Asks for a filter and a QoS: from what the class may use, or any text, which is checked while it is typed. */
export async function askSubscription(profile: ConnectionProfile, taken: readonly string[], place: Place): Promise<Outcome<Subscription>> {
  const first: Subscription = { filter: '', qos: 1 };
  const chosen = await wizard<Subscription>(place.title, first, [
    (now, step) =>
      extend(
        askFilter(profile, taken, { ...step, ...(place.hasBefore === undefined ? {} : { hasBefore: place.hasBefore }) }),
        (filter) => ({ ...now, filter }),
      ),
    (now, step) =>
      extend(askChoice(step, { placeholder: now.filter, choices: qosChoices, active: now.qos }), (qos) => ({ ...now, qos: qosOf(qos) })),
  ]);
  return chosen ?? back;
}

function askFilter(profile: ConnectionProfile, taken: readonly string[], place: Place): Promise<Outcome<string>> {
  return askChoice<string>(place, {
    placeholder: vscode.l10n.t('Choose a filter, or type one'),
    choices: usualFilters(profile)
      .filter((filter) => !taken.includes(filter) && !filter.includes('{'))
      .map((filter) => filterChoice(profile, filter)),
    typed: (text) => typedFilter(profile, taken, text),
  });
}

/** A filter that the platform would close the connection for is refused, with the one that was most likely meant. */
function typedFilter(profile: ConnectionProfile, taken: readonly string[], text: string): Choice<string> | { readonly refused: string } {
  if (taken.includes(text)) return { refused: vscode.l10n.t('This filter is subscribed to already.') };
  const fault = filterFault(profile, text);
  if (fault === undefined) return filterChoice(profile, text);
  if (fault.nearest !== undefined && !taken.includes(fault.nearest))
    return { label: fault.nearest, description: vscode.l10n.t('instead of what was typed'), detail: fault.message, value: fault.nearest };
  // Another broker has rules of its own.
  return isPlatform(profile) ? { refused: fault.message } : { label: text, detail: fault.message, value: text };
}

function filterChoice(profile: ConnectionProfile, filter: string): Choice<string> {
  const detail = idleFault(profile, filter)?.message ?? describeSubscription(profile, filter).split('\n')[0] ?? '';
  return { label: filter, detail, value: filter };
}
