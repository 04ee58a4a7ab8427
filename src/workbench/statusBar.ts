import * as vscode from 'vscode';
import type { Bin } from './bin.ts';
import type { Connection, Connections } from './connections/connections.ts';
import { phaseLook } from './connections/phase.ts';
import { views } from './ids.ts';

/** One status bar item with the state of the connections; hidden while there are none. */
export class StatusBar {
  readonly #connections: Connections;

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  register(bin: Bin): void {
    const item = bin.add(vscode.window.createStatusBarItem('wiotp.connections', vscode.StatusBarAlignment.Left));
    item.name = vscode.l10n.t('Device Workbench Connections');
    item.command = `${views.connections}.focus`;
    const update = (): void => void this.#update(item);
    bin.add(this.#connections.onChange(update));
    update();
  }

  async #update(item: vscode.StatusBarItem): Promise<void> {
    const all = this.#connections.all();
    const shown = shownOf(all);
    if (shown === undefined) return item.hide();
    const { text, icon } = summary(all, shown);
    item.text = `$(${icon}) ${text}`;
    item.accessibilityInformation = { label: vscode.l10n.t('Device Workbench, {0}', text) };
    item.show();
    const { connectionTooltip } = await this.#connections.load();
    item.tooltip = connectionTooltip(shown);
  }
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
