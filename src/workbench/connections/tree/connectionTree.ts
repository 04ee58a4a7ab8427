import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import { pendingRequests } from '../../../rpc/session/sessionState.ts';
import type { Bin } from '../../bin.ts';
import { views } from '../../ids.ts';
import type { ConnectionDetails } from '../connectionDetails.ts';
import type { Connection, Connections } from '../connections.ts';
import type { ProfileStore } from '../profileStore.ts';
import type { SharedFault } from '../sharedProfiles.ts';
import type { ConnectionNode } from './connectionNode.ts';
import { ConnectionDragging } from './dragging.ts';

/** The *Connections* tree: profiles with their state, and below them what waits for an answer, runs, or is listened to. */
export class ConnectionTree implements vscode.TreeDataProvider<ConnectionNode> {
  readonly #connections: Connections;
  readonly #changed = new vscode.EventEmitter<ConnectionNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #describe: () => Promise<DescribeSubscription>;
  #details: ConnectionDetails | undefined;
  #shown: readonly Connection[] = [];
  #faults: readonly SharedFault[] = [];
  /** The nodes of connections, which VS Code knows by the objects that it was given. */
  #nodes: readonly ConnectionNode[] = [];

  /** `describe` loads what knows the catalog, for those who point at a subscription. */
  constructor(connections: Connections, describe: () => Promise<DescribeSubscription>) {
    this.#connections = connections;
    this.#describe = describe;
  }

  /** Shows the tree and keeps it true. The user's own connections can be dragged into another order. */
  register(bin: Bin, profiles: ProfileStore): void {
    const view = bin.add(
      vscode.window.createTreeView(views.connections, {
        treeDataProvider: this,
        dragAndDropController: new ConnectionDragging(profiles),
        showCollapseAll: false,
      }),
    );
    bin.add(this.#changed);
    bin.add(
      this.#connections.onChange(() => {
        const now = this.#connections.all();
        this.#tell(now);
        view.badge = pendingBadge(now);
      }),
    );
  }

  async getChildren(parent?: ConnectionNode): Promise<ConnectionNode[]> {
    if (parent === undefined) {
      const all = this.#connections.all();
      const faults = this.#connections.faults();
      if (all.length + faults.length > 0) this.#details = await this.#connections.load();
      this.#shown = all;
      this.#faults = faults;
      this.#nodes = all.map(({ profile }) => ({ node: 'connection', id: profile.id }));
      return [...this.#nodes, ...faults.map((fault): ConnectionNode => ({ node: 'fault', id: String(fault.file), fault }))];
    }
    const connection = this.#connections.find(parent.id);
    return connection === undefined ? [] : (this.#details?.connectionRows(parent, connection) ?? []);
  }

  async resolveTreeItem(item: vscode.TreeItem, node: ConnectionNode): Promise<vscode.TreeItem> {
    const connection = this.#connections.find(node.id);
    if (node.node === 'connection' && connection !== undefined) {
      const { connectionTooltip } = await this.#connections.load();
      const kept = connection.resolved === undefined ? undefined : Object.keys(await this.#connections.secrets(connection.profile)).length;
      item.tooltip = connectionTooltip(connection, kept);
    }
    if (node.node === 'subscription' && connection !== undefined)
      item.tooltip = (await this.#describe())(connection.profile, node.subscription.filter);
    return item;
  }

  getTreeItem(node: ConnectionNode): vscode.TreeItem {
    const details = this.#details;
    if (node.node === 'fault') return details?.faultItem(node) ?? new vscode.TreeItem('');
    const connection = this.#connections.find(node.id);
    // Rows that outlive their connection for a moment are drawn once more.
    if (details === undefined || connection === undefined) return new vscode.TreeItem('');
    return details.itemOf(node, connection, this.#shown);
  }

  #tell(now: readonly Connection[]): void {
    const hasSameFaults = this.#faults === this.#connections.faults();
    const changed = hasSameFaults ? this.#details?.changedConnections(this.#shown, now) : undefined;
    this.#shown = now;
    this.#changed.fire(changed === undefined ? undefined : this.#nodes.filter(({ id }) => changed.includes(id)));
  }
}

/** What a filter of a connection catches, as text. */
export type DescribeSubscription = (profile: ConnectionProfile, filter: string) => string;

function pendingBadge(connections: readonly Connection[]): vscode.ViewBadge | undefined {
  const value = connections.reduce((sum, { session }) => sum + pendingRequests(session).length, 0);
  return value === 0 ? undefined : { value, tooltip: vscode.l10n.t('{0} requests wait for an answer', value) };
}
