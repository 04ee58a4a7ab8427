import * as vscode from 'vscode';
import { Refusal } from '../../wiotp/refusal.ts';
import { askSubscription } from '../connections/askFilter.ts';
import type { Connection } from '../connections/connections.ts';
import type { ConnectionNode } from '../connections/tree/connectionNode.ts';
import { commands } from '../ids.ts';
import { askAlone, askChoice } from '../quick/wizard.ts';
import { chooseConnection, isConnectionNode } from '../chooseConnection.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** Subscriptions of open connections: they count at once, and whenever the connection opens again in this session. */
export function subscriptionCommands(parts: Parts): readonly Command[] {
  const { engine, notices } = parts;
  return [
    {
      id: commands.addSubscription,
      title: vscode.l10n.t('Add Subscription'),
      needsTrust: true,
      run: async (node) => {
        const chosen = await chooseListening(parts, node);
        if (chosen === undefined) return;
        const { profile, session } = chosen;
        const taken = session?.subscriptions.map(({ filter }) => filter) ?? [];
        const title = vscode.l10n.t('Add Subscription to {0}', profile.name);
        const added = await askAlone(title, (place) => askSubscription(profile, taken, place));
        if (added === undefined) return;
        const granted = await (await engine.calls()).ask('subscribe', profile.id, added.filter, added.qos);
        if (granted >= 128) throw refused(added.filter, granted);
        if (granted < added.qos) notices.done(vscode.l10n.t('{0} was granted with QoS {1} only', added.filter, granted));
        else notices.done(vscode.l10n.t('Subscribed to {0}', added.filter));
      },
    },
    {
      id: commands.removeSubscription,
      title: vscode.l10n.t('Remove Subscription'),
      needsTrust: true,
      run: async (node) => {
        const chosen = await chooseListening(parts, node);
        const filter = chosen === undefined ? undefined : await chooseFilter(chosen, node);
        if (chosen === undefined || filter === undefined) return;
        await (await engine.calls()).ask('unsubscribe', chosen.profile.id, filter);
        notices.done(vscode.l10n.t('{0} is no longer subscribed to', filter));
      },
    },
  ];
}

function chooseListening({ connections }: Parts, node: unknown): Promise<Connection | undefined> {
  return chooseConnection(connections, node, ({ session }) => session?.phase === 'connected', {
    message: vscode.l10n.t('No connection is open.'),
    advice: vscode.l10n.t('Subscriptions are made by an open connection; those of the profile are changed with Edit Connection….'),
  });
}

async function chooseFilter({ session }: Connection, node: unknown): Promise<string | undefined> {
  const given: ConnectionNode | undefined = isConnectionNode(node) ? node : undefined;
  if (given?.node === 'subscription') return given.subscription.filter;
  const filters = session?.subscriptions.map(({ filter }) => filter) ?? [];
  if (filters.length === 0) {
    throw new Refusal(vscode.l10n.t('The connection has no subscriptions.'), {
      rule: 'no subscription',
      advice: vscode.l10n.t('There is nothing to remove.'),
    });
  }
  return askAlone(vscode.l10n.t('Remove Subscription'), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('Choose a filter'),
      choices: filters.map((filter) => ({ label: filter, value: filter })),
    }),
  );
}

function refused(filter: string, code: number): Refusal {
  return new Refusal(vscode.l10n.t('The server refused the subscription to {0} ({1}).', filter, code), {
    rule: 'a subscription that the server grants',
    advice: vscode.l10n.t('Check what the device’s role or the API key allows.'),
    code,
  });
}
