import * as vscode from 'vscode';
import type { Bin } from './bin.ts';
import type { Connection, Connections } from './connections/connections.ts';
import { connectionTooltip, phaseLook } from './connections/phase.ts';
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
    const update = (): void => show(item, this.#connections.all());
    bin.add(this.#connections.onChange(update));
    update();
  }
}

function show(item: vscode.StatusBarItem, connections: readonly Connection[]): void {
  const shown =
    connections.find(({ session }) => session?.phase === 'connected') ??
    connections.find(({ session }) => session !== undefined) ??
    connections[0];
  if (shown === undefined) {
    item.hide();
    return;
  }
  const look = phaseLook(shown);
  const open = connections.filter(({ session }) => session?.phase === 'connected').length;
  const text = open > 1 ? vscode.l10n.t('{0} connected', open) : `${shown.profile.name}: ${look.text}`;
  item.text = `$(${look.icon}) ${text}`;
  item.tooltip = connectionTooltip(shown);
  item.accessibilityInformation = { label: vscode.l10n.t('Device Workbench, {0}', text) };
  item.show();
}
