import * as vscode from 'vscode';
import type { DeviceState } from '../../../rpc/device/deviceState.ts';
import { deviceClientId, gatewayClientId } from '../../../wiotp/clientId.ts';
import { actionText } from './actionLook.ts';
import { hostOfPeer } from './peer.ts';

/** How a device or gateway is shown. `isSimulated` says that a connection of this window is that device. */
export function deviceItem(org: string, device: DeviceState, isSimulated: boolean): vscode.TreeItem {
  const { typeId, deviceId, classId } = device;
  const item = new vscode.TreeItem(deviceId, vscode.TreeItemCollapsibleState.Collapsed);
  const states = deviceStates(device, isSimulated);
  item.description = [typeId, ...states].join(' · ');
  item.iconPath = iconOf(device);
  item.tooltip = tooltip(org, device, states);
  item.contextValue = contextWords(device).join(' ');
  const what = classId === 'Gateway' ? vscode.l10n.t('gateway {0}', deviceId) : vscode.l10n.t('device {0}', deviceId);
  item.accessibilityInformation = { label: [what, vscode.l10n.t('type {0}', typeId), ...states].join(', ') };
  return item;
}

/** What menus ask for. */
function contextWords(device: DeviceState): string[] {
  return [
    'device',
    device.classId === 'Gateway' ? 'gateway' : 'plain',
    device.online ? 'online' : 'offline',
    device.managed ? 'managed' : 'unmanaged',
    device.disabled ? 'disabled' : 'enabled',
    ...(device.faulty ? ['faulty'] : []),
    ...(device.problems > 0 ? ['faulted'] : []),
  ];
}

function iconOf({ classId, online, disabled, problems }: DeviceState): vscode.ThemeIcon {
  if (disabled) return new vscode.ThemeIcon('circle-slash');
  const color = !online ? undefined : new vscode.ThemeColor(problems > 0 ? 'list.warningForeground' : 'testing.iconPassed');
  if (classId === 'Gateway') return new vscode.ThemeIcon('circuit-board', color);
  return new vscode.ThemeIcon(online ? 'vm-active' : 'vm-outline', color);
}

function deviceStates(device: DeviceState, isSimulated: boolean): string[] {
  const { online, managed, dormant, disabled, role, peer, action, problems, faulty, hasToken, gateway } = device;
  const states = [online ? vscode.l10n.t('online') : vscode.l10n.t('offline')];
  if (managed) states.push(vscode.l10n.t('managed'));
  if (dormant) states.push(vscode.l10n.t('dormant'));
  if (disabled) states.push(vscode.l10n.t('disabled'));
  if (role === 'standard') states.push(vscode.l10n.t('standard gateway'));
  if (role === 'privileged') states.push(vscode.l10n.t('privileged gateway'));
  if (isSimulated) states.push(vscode.l10n.t('simulated here'));
  else if (online && peer !== undefined) states.push(vscode.l10n.t('from {0}', hostOfPeer(peer)));
  if (!hasToken && gateway === undefined) states.push(vscode.l10n.t('no token'));
  if (action !== undefined) states.push(actionText(action));
  if (problems > 0) states.push(problems === 1 ? vscode.l10n.t('1 problem') : vscode.l10n.t('{0} problems', problems));
  if (faulty) states.push(vscode.l10n.t('fault injected'));
  return states;
}

function tooltip(org: string, device: DeviceState, states: readonly string[]): string {
  const { typeId, deviceId, classId, peer, secure, gateway, action, hasToken, role } = device;
  const lines = [(classId === 'Gateway' ? gatewayClientId : deviceClientId)(org, typeId, deviceId), states.join(', ')];
  if (role !== undefined) lines.push(vscode.l10n.t('Gateway role: {0}', role));
  if (peer !== undefined)
    lines.push(secure === true ? vscode.l10n.t('Connected from {0} with TLS', peer) : vscode.l10n.t('Connected from {0}', peer));
  if (gateway !== undefined) lines.push(vscode.l10n.t('Behind the gateway {0} {1}', gateway.typeId, gateway.deviceId));
  if (!hasToken) lines.push(vscode.l10n.t('It has no token and cannot connect by itself: Issue New Token… gives it one.'));
  if (action !== undefined) lines.push(action.note);
  return lines.join('\n');
}
