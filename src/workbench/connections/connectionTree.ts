import * as vscode from 'vscode';
import type { PendingRequest, PublishJob } from '../../rpc/engineContract.ts';
import type { Bin } from '../bin.ts';
import { commands, views } from '../ids.ts';
import type { Connection, Connections } from './connections.ts';
import { connectionTooltip, phaseLook } from './phase.ts';

/** What stands in the *Connections* tree; commands get these as arguments. */
export type ConnectionNode =
  | { readonly node: 'connection'; readonly id: string }
  | { readonly node: 'request'; readonly id: string; readonly request: PendingRequest }
  | { readonly node: 'job'; readonly id: string; readonly job: PublishJob };

/** The *Connections* tree: profiles with their state, and below them what waits for an answer or runs. */
export class ConnectionTree implements vscode.TreeDataProvider<ConnectionNode> {
  readonly #connections: Connections;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  /** Shows the tree and keeps it true. */
  register(bin: Bin): void {
    const view = bin.add(vscode.window.createTreeView(views.connections, { treeDataProvider: this, showCollapseAll: false }));
    bin.add(this.#changed);
    bin.add(
      this.#connections.onChange(() => {
        this.#changed.fire(undefined);
        view.badge = pendingBadge(this.#connections.all());
      }),
    );
  }

  getChildren(parent?: ConnectionNode): ConnectionNode[] {
    if (parent === undefined) return this.#connections.all().map(({ profile }) => ({ node: 'connection', id: profile.id }));
    if (parent.node !== 'connection') return [];
    const session = this.#connections.find(parent.id)?.session;
    const requests = (session?.pending ?? []).map((request): ConnectionNode => ({ node: 'request', id: parent.id, request }));
    return session?.job === undefined ? requests : [...requests, { node: 'job', id: parent.id, job: session.job }];
  }

  getTreeItem(node: ConnectionNode): vscode.TreeItem {
    switch (node.node) {
      case 'connection':
        return connectionItem(node.id, this.#connections.find(node.id));
      case 'request':
        return requestItem(node);
      case 'job':
        return jobItem(node.id, node.job);
    }
  }
}

function connectionItem(id: string, connection: Connection | undefined): vscode.TreeItem {
  if (connection === undefined) return new vscode.TreeItem(id);
  const { profile, session } = connection;
  const look = phaseLook(connection);
  const busy = (session?.pending.length ?? 0) > 0 || session?.job !== undefined;
  const item = new vscode.TreeItem(profile.name, busy ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None);
  // VS Code remembers whether an item is open by its ID; with another one it opens when something below it appears.
  item.id = `${id}/${busy}`;
  item.description = look.text;
  item.iconPath = new vscode.ThemeIcon(look.icon, look.color === undefined ? undefined : new vscode.ThemeColor(look.color));
  item.tooltip = connectionTooltip(connection);
  const active = session !== undefined && session.phase !== 'closed';
  const words = ['connection', active ? 'active' : 'idle', session?.phase ?? 'closed'];
  if ((session?.pending.length ?? 0) > 0) words.push('pending');
  if (session?.job !== undefined) words.push('publishing');
  item.contextValue = words.join(' ');
  item.accessibilityInformation = { label: `${profile.name}, ${look.text}` };
  return item;
}

function requestItem(node: Extract<ConnectionNode, { node: 'request' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(node.request.title);
  item.id = `${node.id}/request/${node.request.reqId}`;
  item.description = vscode.l10n.t('waits for your answer');
  item.tooltip = `${node.request.topic}\nreqId ${node.request.reqId}`;
  item.iconPath = new vscode.ThemeIcon('question', new vscode.ThemeColor('notificationsInfoIcon.foreground'));
  item.contextValue = 'request';
  item.command = { command: commands.answerRequest, title: vscode.l10n.t('Answer…'), arguments: [node] };
  return item;
}

function jobItem(id: string, job: PublishJob): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Publishing {0}', job.eventId));
  item.id = `${id}/job`;
  item.description = vscode.l10n.t('every {0} s, {1} sent', job.everyMs / 1000, job.sent);
  item.iconPath = new vscode.ThemeIcon('sync');
  item.contextValue = 'job';
  item.tooltip = vscode.l10n.t('Publishes the event {0} until it is stopped', job.eventId);
  return item;
}

function pendingBadge(connections: readonly Connection[]): vscode.ViewBadge | undefined {
  const value = connections.reduce((sum, { session }) => sum + (session?.pending.length ?? 0), 0);
  return value === 0 ? undefined : { value, tooltip: vscode.l10n.t('{0} requests wait for an answer', value) };
}
