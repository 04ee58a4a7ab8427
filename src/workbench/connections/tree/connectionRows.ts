import type { Connection } from '../connections.ts';
import type { ConnectionNode } from './connectionNode.ts';
import { managementRows, requestRows } from './managementRows.ts';
import { publishRows, undeliveredRows } from './publishRows.ts';
import { subscriptionGroup, subscriptionRows } from './subscriptionRows.ts';

/** What stands below a node of a connection; below the connection itself first what wants to be done first. */
export function connectionRows(parent: ConnectionNode, connection: Connection): ConnectionNode[] {
  if (parent.node === 'undelivered') return undeliveredRows(parent);
  if (parent.node === 'subscriptions') return subscriptionRows(connection);
  if (parent.node !== 'connection') return [];
  return [...requestRows(connection), ...publishRows(connection), ...managementRows(connection), ...subscriptionGroup(connection)];
}
