import * as vscode from 'vscode';
import { pendingRequests } from '../../rpc/sessionState.ts';
import { commands } from '../ids.ts';
import type { Notices } from '../notices.ts';
import type { Connections } from './connections.ts';

/**
 * Tells the user about requests that wait for an answer, with a way to give it: one notification at a time, and each
 * request once. A notification that nobody pressed is over when its request is answered.
 */
export function announceRequests(connections: Connections, notices: Notices): vscode.Disposable {
  const announced = new Set<string>();
  let shown: string | undefined;
  const announce = (): void => {
    const waiting = connections
      .all()
      .flatMap(({ profile, session }) =>
        pendingRequests(session).map((request) => ({ id: `${profile.id}/${request.key}`, profile, request })),
      );
    const ids = new Set(waiting.map(({ id }) => id));
    for (const id of announced) if (!ids.has(id)) announced.delete(id);
    if (shown !== undefined && ids.has(shown)) return;
    const next = waiting.find(({ id }) => !announced.has(id));
    shown = next?.id;
    if (next === undefined) return;
    announced.add(next.id);
    const node = { node: 'request', id: next.profile.id, request: next.request };
    const answer = { title: vscode.l10n.t('Answer…'), run: () => vscode.commands.executeCommand(commands.answerRequest, node) };
    const { device, title } = next.request;
    const whom = device === undefined ? next.profile.name : `${device.typeId}:${device.deviceId} (${next.profile.name})`;
    void notices.inform(vscode.l10n.t('The platform sent {0} a {1}.', whom, title.toLowerCase()), answer);
  };
  return connections.onChange(announce);
}
