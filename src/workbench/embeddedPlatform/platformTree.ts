import * as vscode from 'vscode';
import type { ActionState, DeviceState, PlatformInfo } from '../../rpc/platformContract.ts';
import { deviceClientId } from '../../wiotp/clientId.ts';
import type { Bin } from '../bin.ts';
import { views } from '../ids.ts';
import type { PlatformHost } from './platformHost.ts';

/** What stands in the *Platform* tree; commands get these as arguments. */
export type PlatformNode =
  | { readonly node: 'platform'; readonly info: PlatformInfo }
  | { readonly node: 'device'; readonly org: string; readonly device: DeviceState };

/** The *Platform* tree: the running platform and its devices. Empty, with a welcome, while it is stopped. */
export class PlatformTree implements vscode.TreeDataProvider<PlatformNode> {
  readonly #platform: PlatformHost;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(platform: PlatformHost) {
    this.#platform = platform;
  }

  /** Shows the tree and keeps it true. */
  register(bin: Bin): void {
    bin.add(vscode.window.createTreeView(views.platform, { treeDataProvider: this, showCollapseAll: false }));
    bin.add(this.#changed);
    bin.add(this.#platform.onChange(() => this.#changed.fire(undefined)));
  }

  async getChildren(parent?: PlatformNode): Promise<PlatformNode[]> {
    if (this.#platform.state.phase === 'stopped') await this.#platform.attach();
    const { state } = this.#platform;
    if (state.phase !== 'running') return [];
    if (parent === undefined) return [{ node: 'platform', info: state.info }];
    if (parent.node !== 'platform') return [];
    return state.devices.map((device) => ({ node: 'device', org: state.info.org, device }));
  }

  getTreeItem(node: PlatformNode): vscode.TreeItem {
    return node.node === 'platform' ? platformItem(node.info) : deviceItem(node.org, node.device);
  }
}

function platformItem(info: PlatformInfo): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Organisation {0}', info.org), vscode.TreeItemCollapsibleState.Expanded);
  item.id = 'platform';
  item.description = `mqtt://${info.host}:${info.port}`;
  item.iconPath = new vscode.ThemeIcon('server-environment');
  item.contextValue = 'platform';
  const lines = [
    vscode.l10n.t('Embedded platform, process {0}', info.pid),
    vscode.l10n.t('Listens on {0}:{1}, on this machine only', info.host, info.port),
  ];
  if (info.wantedPort !== undefined) lines.push(vscode.l10n.t('Port {0} was taken', info.wantedPort));
  item.tooltip = lines.join('\n');
  return item;
}

function deviceItem(org: string, device: DeviceState): vscode.TreeItem {
  const item = new vscode.TreeItem(device.deviceId);
  const states = deviceStates(device);
  item.id = `device/${device.typeId}/${device.deviceId}`;
  item.description = [device.typeId, ...states].join(' · ');
  item.iconPath = new vscode.ThemeIcon(
    device.online ? 'vm-active' : 'vm-outline',
    device.online ? new vscode.ThemeColor('testing.iconPassed') : undefined,
  );
  const details = [deviceClientId(org, device.typeId, device.deviceId), ...states, device.peer, device.action?.note];
  item.tooltip = details.filter((detail) => detail !== undefined).join('\n');
  item.contextValue = ['device', device.online ? 'online' : 'offline', device.managed ? 'managed' : 'unmanaged'].join(' ');
  item.accessibilityInformation = { label: `${device.deviceId}, ${states.join(', ')}` };
  return item;
}

function deviceStates(device: DeviceState): string[] {
  const states = [device.online ? vscode.l10n.t('online') : vscode.l10n.t('offline')];
  if (device.managed) states.push(vscode.l10n.t('managed'));
  if (device.action !== undefined) states.push(actionText(device.action));
  return states;
}

function actionText({ state, rc }: ActionState): string {
  switch (state) {
    case 'requested':
      return vscode.l10n.t('reboot requested');
    case 'accepted':
      return vscode.l10n.t('reboot accepted');
    case 'complete':
      return vscode.l10n.t('reboot complete');
    case 'failed':
      return vscode.l10n.t('reboot failed, rc {0}', rc ?? '–');
    case 'timed out':
      return vscode.l10n.t('reboot timed out');
  }
}
