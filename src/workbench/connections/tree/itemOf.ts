import type * as vscode from 'vscode';
import type { Connection } from '../connections.ts';
import { connectionItem } from './connectionItem.ts';
import type { ConnectionNode } from './connectionNode.ts';
import { connectionRows } from './connectionRows.ts';
import { managementItem, requestItem } from './managementRows.ts';
import { jobItem, undeliveredItem, undeliveredMessageItem, waitingItem } from './publishRows.ts';
import { subscriptionGroupItem, subscriptionItem } from './subscriptionRows.ts';

/** How a node of a connection is shown, which stands among `all`. */
export function itemOf(
  node: Exclude<ConnectionNode, { node: 'fault' }>,
  connection: Connection,
  all: readonly Connection[],
): vscode.TreeItem {
  switch (node.node) {
    case 'connection':
      return connectionItem(connection, connectionRows(node, connection).length > 0, all);
    case 'request':
      return requestItem(node);
    case 'management':
      return managementItem(node);
    case 'job':
      return jobItem(node);
    case 'waiting':
      return waitingItem(node);
    case 'undelivered':
      return undeliveredItem(node);
    case 'undeliveredMessage':
      return undeliveredMessageItem(node);
    case 'subscriptions':
      return subscriptionGroupItem(node, connection);
    case 'subscription':
      return subscriptionItem(node);
  }
}
