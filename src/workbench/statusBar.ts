import * as vscode from 'vscode';
import type { Bin } from './bin.ts';
import type { Connections } from './connections/connections.ts';
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
    const summary =
      this.#connections.all().length === 0 ? undefined : (await this.#connections.load()).connectionsSummary(this.#connections.all());
    if (summary === undefined) return item.hide();
    const { text, icon, tooltip } = summary;
    Object.assign(item, { text: `$(${icon}) ${text}`, tooltip });
    item.accessibilityInformation = { label: vscode.l10n.t('Device Workbench, {0}', text) };
    item.show();
  }
}
