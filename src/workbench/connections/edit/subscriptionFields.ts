import * as vscode from 'vscode';
import type { ConnectionProfile, Subscription } from '../../../profiles/profile.ts';
import { askChoice, extend, type Outcome, type Place } from '../../quick/wizard.ts';
import { askSubscription } from '../askFilter.ts';
import type { Field } from './field.ts';

/** What it listens to whenever it connects. */
export const subscriptionFields: readonly Field[] = [
  {
    label: vscode.l10n.t('Subscriptions'),
    paths: ['subscriptions'],
    applies: ({ target, client }) => target.kind !== 'quickstart' || client.sender === 'application',
    text: ({ subscriptions }) => subscriptions.map(({ filter }) => filter).join(', ') || vscode.l10n.t('none'),
    ask: askSubscriptions,
  },
];

const add = Symbol('add');

async function askSubscriptions(profile: ConnectionProfile, place: Place): Promise<Outcome<ConnectionProfile>> {
  const { subscriptions } = profile;
  const chosen = await askChoice<Subscription | typeof add>(place, {
    placeholder: vscode.l10n.t('Choose a subscription to remove it, or add one'),
    choices: [
      { label: vscode.l10n.t('Add Subscription…'), value: add },
      ...subscriptions.map((subscription) => ({
        label: subscription.filter,
        description: vscode.l10n.t('QoS {0}, remove', subscription.qos),
        value: subscription,
      })),
    ],
  });
  if (chosen === add) {
    const taken = subscriptions.map(({ filter }) => filter);
    return extend(askSubscription(profile, taken, place), (added) => ({ ...profile, subscriptions: [...subscriptions, added] }));
  }
  if (typeof chosen === 'symbol') return chosen;
  return { ...profile, subscriptions: subscriptions.filter((other) => other !== chosen) };
}
