import * as vscode from 'vscode';
import type { PublishJob } from '../../../rpc/session/sessionState.ts';
import { intervalText, rateText } from '../../publish/pace.ts';
import type { Connection } from '../connections.ts';
import type { ConnectionNode, NodeOf } from './connectionNode.ts';

/** What is being published, waits to be, or was not delivered. */
export function publishRows({ profile: { id }, session }: Connection): ConnectionNode[] {
  if (session === undefined) return [];
  const { jobs, waiting, undelivered } = session;
  return [
    ...jobs.map((job): ConnectionNode => ({ node: 'job', id, job })),
    ...(waiting === 0 ? [] : [{ node: 'waiting', id, count: waiting } as const]),
    ...(undelivered.length === 0 ? [] : [{ node: 'undelivered', id, messages: undelivered } as const]),
  ];
}

/** The messages below the row of what was not delivered, in the order in which they were sent. */
export function undeliveredRows({ id, messages }: NodeOf<'undelivered'>): ConnectionNode[] {
  return messages.map((message, at) => ({ node: 'undeliveredMessage', id, at, message }));
}

export function jobItem({ id, job }: NodeOf<'job'>): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Publishing {0}', nameIn(job.topic)));
  item.id = `${id}/job/${job.id}`;
  item.description = jobText(job);
  item.iconPath = new vscode.ThemeIcon('sync');
  item.contextValue = 'job';
  item.tooltip = [job.topic, jobText(job), ends(job)].join('\n');
  item.accessibilityInformation = { label: vscode.l10n.t('Publishing to {0}, {1}', job.topic, jobText(job)) };
  return item;
}

/** `every 3 s, 12 of 100 sent, 0.3 of 0.33 a second` */
function jobText({ everyMs, count, sent, rate }: PublishJob): string {
  const every = intervalText(everyMs);
  const rates = [rateText(rate), rateText(1000 / everyMs)] as const;
  return count === undefined
    ? vscode.l10n.t('every {0}, {1} sent, {2} of {3} a second', every, sent, ...rates)
    : vscode.l10n.t('every {0}, {1} of {2} sent, {3} of {4} a second', every, sent, count, ...rates);
}

function ends({ count }: PublishJob): string {
  return count === undefined ? vscode.l10n.t('Until it is stopped.') : vscode.l10n.t('Ends after {0} messages.', count);
}

/** The event or command ID, which tells messages of one client apart, or else the topic. */
function nameIn(topic: string): string {
  return /\/(?:evt|cmd)\/([^/]+)\/fmt\//.exec(topic)?.[1] ?? topic;
}

export function waitingItem({ id, count }: NodeOf<'waiting'>): vscode.TreeItem {
  const label = count === 1 ? vscode.l10n.t('1 message waits') : vscode.l10n.t('{0} messages wait', count);
  const item = new vscode.TreeItem(label);
  item.id = `${id}/waiting`;
  item.description = vscode.l10n.t('for the connection');
  item.iconPath = new vscode.ThemeIcon('watch', new vscode.ThemeColor('testing.iconQueued'));
  item.contextValue = 'queue';
  item.tooltip = vscode.l10n.t(
    'Sent with QoS 1 or 2 while there was no connection. They are published in their order when it is back; what cannot be is listed as undelivered.',
  );
  return item;
}

export function undeliveredItem({ id, messages }: NodeOf<'undelivered'>): vscode.TreeItem {
  const { length } = messages;
  const label = length === 1 ? vscode.l10n.t('1 message was not delivered') : vscode.l10n.t('{0} messages were not delivered', length);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${id}/undelivered`;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'undelivered';
  item.tooltip = vscode.l10n.t('They can be published again, or discarded.');
  return item;
}

export function undeliveredMessageItem({ id, at, message }: NodeOf<'undeliveredMessage'>): vscode.TreeItem {
  const { topic, size, qos, time, reason } = message;
  const item = new vscode.TreeItem(topic);
  item.id = `${id}/undelivered/${at}/${time}`;
  item.description = vscode.l10n.t('{0}, QoS {1}, {2} bytes', new Date(time).toLocaleTimeString(), qos, size.toLocaleString('en'));
  item.iconPath = new vscode.ThemeIcon('mail');
  item.contextValue = 'undeliveredMessage';
  item.tooltip = reason;
  item.accessibilityInformation = { label: `${topic}, ${item.description}. ${reason}` };
  return item;
}
