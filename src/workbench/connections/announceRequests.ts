import * as vscode from 'vscode';
import { kindNamed } from '../../wiotp/catalog.ts';
import { commands } from '../ids.ts';
import type { Notices } from '../notices.ts';
import type { Connections } from './connections.ts';

/** Tells the user about requests that have newly arrived: one notification at a time, with a way to answer. */
export function announceRequests(connections: Connections, notices: Notices): vscode.Disposable {
  const announced = new Set<string>();
  let showing = false;
  return connections.onChange(() => {
    const waiting = connections.all().flatMap(({ profile, session }) => (session?.pending ?? []).map((request) => ({ profile, request })));
    const known = new Set(waiting.map(({ profile, request }) => `${profile.id}/${request.reqId}`));
    for (const id of announced) if (!known.has(id)) announced.delete(id);
    const fresh = waiting.find(({ profile, request }) => !announced.has(`${profile.id}/${request.reqId}`));
    for (const id of known) announced.add(id);
    if (fresh === undefined || showing) return;
    showing = true;
    const node = { node: 'request', id: fresh.profile.id, request: fresh.request };
    const answer = { title: vscode.l10n.t('Answer…'), run: () => vscode.commands.executeCommand(commands.answerRequest, node) };
    const text = vscode.l10n.t('The platform sent {0} a {1}.', fresh.profile.name, kindNamed(fresh.request.kind).title.toLowerCase());
    void notices.inform(text, answer).finally(() => (showing = false));
  });
}
