import * as vscode from 'vscode';
import type { Connection } from './connections.ts';
import { connectionTooltip } from './connectionTooltip.ts';
import { phaseLook } from './phase.ts';

/** All connections in one line. */
export interface ConnectionsSummary {
  readonly text: string;
  readonly icon: string;
  readonly tooltip: vscode.MarkdownString;
}

/** What the status bar says about the connections; nothing where there are none. */
export function connectionsSummary(connections: readonly Connection[]): ConnectionsSummary | undefined {
  const shown = shownOf(connections);
  return shown === undefined ? undefined : { ...summary(connections, shown), tooltip: connectionTooltip(shown) };
}

/** The connection that matters most: one that failed or wants to come back before one that is well. */
function shownOf(connections: readonly Connection[]): Connection | undefined {
  const inPhase = (phase: string) => connections.find(({ session }) => session?.phase === phase);
  return inPhase('waiting') ?? inPhase('connected') ?? connections.find(({ session }) => session !== undefined) ?? connections[0];
}

function summary(connections: readonly Connection[], shown: Connection): { readonly text: string; readonly icon: string } {
  const { icon, text } = phaseLook(shown);
  const open = connections.filter(({ session }) => session?.phase === 'connected').length;
  const waiting = connections.filter(({ session }) => session?.phase === 'waiting').length;
  if (open + waiting < 2) return { text: `${shown.profile.name}: ${text}`, icon };
  return {
    text: waiting === 0 ? vscode.l10n.t('{0} connected', open) : vscode.l10n.t('{0} connected, {1} waiting to reconnect', open, waiting),
    icon,
  };
}
