import * as vscode from 'vscode';
import type { SubscriptionState } from '../../../rpc/session/sessionState.ts';
import type { Connection } from '../connections.ts';
import type { ConnectionNode, NodeOf } from './connectionNode.ts';

/** The group of subscriptions, where a connection is or will be again and has or could have any. */
export function subscriptionGroup({ profile, session }: Connection): ConnectionNode[] {
  if (session === undefined || session.phase === 'closed') return [];
  const isPossible = profile.target.kind !== 'quickstart' || profile.client.sender === 'application';
  return isPossible || session.subscriptions.length > 0 ? [{ node: 'subscriptions', id: profile.id }] : [];
}

export function subscriptionRows({ profile, session }: Connection): ConnectionNode[] {
  return (session?.subscriptions ?? []).map((subscription) => ({ node: 'subscription', id: profile.id, subscription }));
}

export function subscriptionGroupItem({ id }: NodeOf<'subscriptions'>, { session }: Connection): vscode.TreeItem {
  const title = vscode.l10n.t('Subscriptions');
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Collapsed);
  const subscriptions = session?.subscriptions ?? [];
  const refused = subscriptions.filter(isRefused).length;
  item.id = `${id}/subscriptions`;
  item.description =
    refused === 0 ? String(subscriptions.length) : vscode.l10n.t('{0}, of which {1} refused', subscriptions.length, refused);
  item.iconPath = new vscode.ThemeIcon('rss');
  item.contextValue = ['subscriptions', ...(session?.phase === 'connected' ? ['live'] : [])].join(' ');
  item.accessibilityInformation = { label: `${title}, ${item.description}` };
  return item;
}

export function subscriptionItem({ id, subscription }: NodeOf<'subscription'>): vscode.TreeItem {
  const { filter } = subscription;
  const item = new vscode.TreeItem(filter);
  item.id = `${id}/subscription/${filter}`;
  item.description = grantedText(subscription);
  item.iconPath = isRefused(subscription)
    ? new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'))
    : new vscode.ThemeIcon(subscription.granted === undefined ? 'watch' : 'eye');
  item.contextValue = 'subscription';
  item.accessibilityInformation = { label: `${filter}, ${item.description}` };
  return item;
}

/** What the server said about a subscription. */
function grantedText({ qos, granted }: Pick<SubscriptionState, 'qos' | 'granted'>): string {
  if (granted === undefined) return vscode.l10n.t('QoS {0} asked, not answered yet', qos);
  if (granted >= 128) return vscode.l10n.t('refused ({0})', granted);
  return granted === qos ? vscode.l10n.t('QoS {0}', granted) : vscode.l10n.t('QoS {0}, asked for {1}', granted, qos);
}

function isRefused({ granted = 0 }: SubscriptionState): boolean {
  return granted >= 128;
}
