import * as vscode from 'vscode';
import type { ListenerState, PlatformInfo } from '../../../rpc/platformContract.ts';
import { listenerUrl } from '../listenerUrl.ts';
import type { PlatformContents } from '../platformState.ts';
import { groupChildren } from './treeContents.ts';
import type { GroupName } from './platformNode.ts';

/** How the organisation is shown: its address, and what is otherwise than usual. */
export function platformItem(info: PlatformInfo, attachedTo: string | undefined): vscode.TreeItem {
  const label = vscode.l10n.t('Organisation {0}', info.org);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  const choices = choicesOf(info);
  const where = attachedTo === undefined ? `mqtt://${info.host}:${info.port}` : vscode.l10n.t('attached to {0}', attachedTo);
  const description = [where, ...awayText(info), ...choices].join(' · ');
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(attachedTo === undefined ? 'server-environment' : 'remote');
  item.contextValue = ['platform', attachedTo === undefined ? 'here' : 'attached', info.keepRunning ? 'kept' : 'ending'].join(' ');
  const lines = [
    attachedTo === undefined
      ? vscode.l10n.t('Embedded platform, process {0}', info.pid)
      : vscode.l10n.t('Embedded platform of {0}, which this window was attached to', attachedTo),
    ...info.listeners.map(listenerLine),
    ...awayText(info),
    ...choices,
    info.keepRunning ? vscode.l10n.t('Runs on without windows') : vscode.l10n.t('Ends a minute after its last window'),
  ];
  if (info.attachAddress !== undefined) lines.push(vscode.l10n.t('Others attach at {0}', info.attachAddress));
  item.tooltip = lines.join('\n');
  item.accessibilityInformation = { label: `${label}, ${description}` };
  return item;
}

function awayText({ awayUntil }: PlatformInfo): string[] {
  return awayUntil === undefined ? [] : [vscode.l10n.t('restarting, away until {0}', new Date(awayUntil).toLocaleTimeString())];
}

function choicesOf({ quota, tolerant, keepRunning }: PlatformInfo): string[] {
  return [
    ...(tolerant ? [vscode.l10n.t('tolerant')] : []),
    ...(quota === 'off' ? [] : [vscode.l10n.t('quota {0}', quota)]),
    ...(keepRunning ? [vscode.l10n.t('keeps running')] : []),
  ];
}

/** How a place where the platform listens is shown. */
export function listenerItem(listener: ListenerState): vscode.TreeItem {
  const item = new vscode.TreeItem(listenerUrl(listener));
  const states = listenerStates(listener);
  item.description = states.join(' · ');
  item.iconPath = new vscode.ThemeIcon(
    listener.secure ? 'lock' : listener.open ? 'broadcast' : 'plug',
    listener.open ? new vscode.ThemeColor('list.warningForeground') : undefined,
  );
  item.tooltip = [listenerLine(listener), listener.taken].filter((line) => line !== undefined).join('\n');
  item.contextValue = ['listener', listener.service, listener.open ? 'open' : 'loopback'].join(' ');
  item.accessibilityInformation = { label: [listenerUrl(listener), ...states].join(', ') };
  return item;
}

function listenerStates({ service, open, wantedPort }: ListenerState): string[] {
  return [
    ...(service === 'quickstart' ? [vscode.l10n.t('Quickstart')] : []),
    open ? vscode.l10n.t('open to the network') : vscode.l10n.t('this machine only'),
    ...(wantedPort === undefined ? [] : [vscode.l10n.t('port {0} was taken', wantedPort)]),
  ];
}

function listenerLine(listener: ListenerState): string {
  return `${listenerUrl(listener)}, ${listenerStates(listener).join(', ')}`;
}

/** How a group is shown, with what is in it. */
export function groupItem(group: GroupName, contents: PlatformContents & { readonly info: PlatformInfo }): vscode.TreeItem {
  const { title, icon, description } = groupLook(group, contents);
  const { Expanded, Collapsed, None } = vscode.TreeItemCollapsibleState;
  // VS Code opens a row only when it shows it for the first time, and the first device is to be seen when it comes.
  const state = group === 'devices' ? Expanded : groupChildren(group, contents).length === 0 ? None : Collapsed;
  const item = new vscode.TreeItem(title, state);
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = `group ${group}`;
  item.accessibilityInformation = { label: `${title}, ${description}` };
  return item;
}

function groupLook(
  group: GroupName,
  { devices, applications, apiKeys, images, packages, info }: PlatformContents & { readonly info: PlatformInfo },
): { readonly title: string; readonly icon: string; readonly description: string } {
  switch (group) {
    case 'devices':
      return { title: vscode.l10n.t('Devices and gateways'), icon: 'vm', description: String(devices.length) };
    case 'applications':
      return {
        title: vscode.l10n.t('Applications'),
        icon: 'window',
        description: vscode.l10n.t('connected: {0}, API keys: {1}', applications.length, apiKeys.length),
      };
    case 'images':
      return { title: vscode.l10n.t('Firmware images'), icon: 'package', description: String(images.length) };
    case 'packages':
      return { title: vscode.l10n.t('Custom packages'), icon: 'extensions', description: String(packages.length) };
    case 'listeners':
      return {
        title: vscode.l10n.t('Listeners'),
        icon: 'plug',
        description: info.listeners.some(({ open }) => open)
          ? vscode.l10n.t('{0}, open to the network', info.listeners.length)
          : vscode.l10n.t('{0}, this machine only', info.listeners.length),
      };
  }
}
