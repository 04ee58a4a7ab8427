import * as vscode from 'vscode';
import type { PendingRow } from '../../rpc/log/logContract.ts';
import type { ManagedState, PendingRequest } from '../../rpc/session/sessionState.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { isConnectionNode } from '../chooseConnection.ts';
import type { Connection, Connections } from '../connections/connections.ts';
import { askAlone, askChoice } from '../quick/wizard.ts';
import { waitingText } from './managementText.ts';

/** A request that waits, with the connection that it came over and what is known of the device it is for. */
export interface Waiting {
  readonly connection: Connection;
  readonly state: ManagedState;
  readonly request: PendingRequest;
}

/** All requests that wait, of all connections. */
export function allWaiting(connections: Connections): readonly Waiting[] {
  return connections
    .all()
    .flatMap((connection) =>
      (connection.session?.devices ?? []).flatMap((state) => state.pending.map((request) => ({ connection, state, request }))),
    );
}

/**
 * The request that a command is for: that of a row in the tree or in the traffic log, or the one that the user picks of
 * those that wait. `undefined` when the user left.
 * @throws Refusal when none waits, or that of the row does not wait any more.
 */
export async function chooseWaiting(connections: Connections, node: unknown): Promise<Waiting | undefined> {
  const waiting = allWaiting(connections).filter((candidate) => fits(candidate, node));
  const [only] = waiting;
  if (only === undefined) throw namesOneRequest(node) ? noLongerWaiting() : noneWaits();
  if (waiting.length === 1 || namesOneRequest(node)) return waiting.at(-1);
  return askAlone(vscode.l10n.t('Answer Pending Request'), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('Choose a request'),
      choices: waiting.map((value) => ({
        label: value.request.title,
        description: `${value.connection.profile.name} · ${waitingText(value.request)}`,
        detail: `reqId ${value.request.reqId}`,
        value,
      })),
    }),
  );
}

/** A row of the log knows no key, but what was on the wire. */
function fits({ connection, request, state }: Waiting, node: unknown): boolean {
  if (isPendingRow(node)) {
    return connection.resolved?.clientId === node.clientId && request.topic === node.topic && request.reqId === node.reqId;
  }
  if (!isConnectionNode(node)) return true;
  if (connection.profile.id !== node.id) return false;
  if (node.node === 'request') return request.key === node.request.key;
  return (
    node.node !== 'management' ||
    (state.device?.typeId === node.state.device?.typeId && state.device?.deviceId === node.state.device?.deviceId)
  );
}

function namesOneRequest(node: unknown): boolean {
  return isPendingRow(node) || (isConnectionNode(node) && node.node === 'request');
}

function isPendingRow(node: unknown): node is PendingRow {
  return typeof node === 'object' && node !== null && 'clientId' in node && 'topic' in node && 'reqId' in node;
}

function noLongerWaiting(): Refusal {
  return new Refusal(vscode.l10n.t('This request does not wait for an answer any more.'), {
    rule: 'a request is answered once',
    advice: vscode.l10n.t('It was answered meanwhile, its connection has ended, or a newer request took its reqId; the traffic log tells.'),
  });
}

function noneWaits(): Refusal {
  return new Refusal(vscode.l10n.t('No request waits for an answer.'), {
    rule: 'no request',
    advice: vscode.l10n.t('Requests appear below their connection when the platform sends them and you are the one who answers.'),
  });
}
