import * as vscode from 'vscode';
import type { Connection } from '../connections/connections.ts';
import { contextKeys } from '../ids.ts';
import type { Parts } from '../parts.ts';
import type { Draft } from './draft.ts';
import { canTake, possibleQos, publisherOf } from './publisher.ts';
import { recentFor } from './recentFor.ts';
import type { RecentDrafts } from './recentDrafts.ts';

/** Keeps *Publish Again* enabled only while there is a connection over which something can be repeated. */
export function followPublishAgain(parts: Pick<Parts, 'connections' | 'recentEvents'>): vscode.Disposable {
  void showPublishAgain(parts);
  return parts.connections.onChange(() => void showPublishAgain(parts));
}

/** Enables *Publish Again*, or not, by what was published last and what is connected now. */
export async function showPublishAgain({ connections, recentEvents }: Pick<Parts, 'connections' | 'recentEvents'>): Promise<void> {
  await vscode.commands.executeCommand('setContext', contextKeys.canPublishAgain, canPublishAgain(connections.all(), recentEvents));
}

/** Whether any of these connections can take again what its class of client published last, as it was. */
export function canPublishAgain(connections: readonly Connection[], recentEvents: Pick<RecentDrafts, 'all'>): boolean {
  return connections.some((connection) => {
    const last = lastDraftOf(connection, recentEvents);
    return last !== undefined && possibleQos(publisherOf(connection.profile, connection.session)).includes(last.qos);
  });
}

/** What a connection's class of client published last, if the connection can take a message. */
export function lastDraftOf({ profile, session }: Connection, recentEvents: Pick<RecentDrafts, 'all'>): Draft | undefined {
  return canTake(profile, session) ? recentFor(publisherOf(profile, session), 'event', recentEvents.all())[0] : undefined;
}
