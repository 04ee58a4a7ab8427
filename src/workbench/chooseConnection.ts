import * as vscode from 'vscode';
import { Refusal } from '../wiotp/refusal.ts';
import type { ConnectionNode } from './connections/tree/connectionNode.ts';
import type { Connection, Connections } from './connections/connections.ts';
import { phaseLook } from './connections/phase.ts';
import { askAlone, askChoice } from './quick/wizard.ts';

/** Whether a command's argument is a node of the *Connections* tree. */
export function isConnectionNode(node: unknown): node is ConnectionNode {
  return typeof node === 'object' && node !== null && 'node' in node && 'id' in node && typeof node.id === 'string';
}

/**
 * The connection a command is for: the one of the tree node, the only one that fits, or the one the user picks.
 * `undefined` when the user left.
 * @throws Refusal when none fits.
 */
export async function chooseConnection(
  connections: Connections,
  node: unknown,
  fits: (connection: Connection) => boolean,
  noneFits: { readonly message: string; readonly advice: string },
): Promise<Connection | undefined> {
  // A row may be older than what it stands for; it must never stand for another connection.
  const candidates = connections
    .all()
    .filter((connection) => fits(connection) && (!isConnectionNode(node) || connection.profile.id === node.id));
  const [only] = candidates;
  if (only === undefined) throw new Refusal(noneFits.message, { rule: 'no such connection', advice: noneFits.advice });
  if (candidates.length === 1) return only;
  return askAlone(vscode.l10n.t('Connection'), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('Choose a connection'),
      choices: candidates.map((connection) => ({
        label: connection.profile.name,
        description: phaseLook(connection).text,
        value: connection,
      })),
    }),
  );
}
