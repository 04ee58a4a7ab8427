import * as vscode from 'vscode';
import { pendingRequests } from '../../../rpc/session/sessionState.ts';
import { shownText } from '../../../wiotp/shownText.ts';
import { deviceText } from '../../../wiotp/deviceName.ts';
import { managementDetails, managementText, waitingText } from '../../device/managementText.ts';
import { commands } from '../../ids.ts';
import type { Connection } from '../connections.ts';
import type { ConnectionNode, NodeOf } from './connectionNode.ts';

/** Requests that wait for an answer. */
export function requestRows({ profile, session }: Connection): ConnectionNode[] {
  return pendingRequests(session).map((request) => ({ node: 'request', id: profile.id, request }));
}

/** Device Management of the client and the devices behind it, for as long as there is a connection or will be one again. */
export function managementRows({ profile, session }: Connection): ConnectionNode[] {
  if (session === undefined || session.phase === 'closed') return [];
  const { modes, phase } = session;
  return session.devices.map((state) => ({ node: 'management', id: profile.id, state, modes, live: phase === 'connected' }));
}

export function requestItem(node: NodeOf<'request'>): vscode.TreeItem {
  const { request } = node;
  const item = new vscode.TreeItem(request.title);
  item.id = `${node.id}/request/${request.key}`;
  item.description = waitingText(request);
  item.tooltip = [
    request.expired
      ? vscode.l10n.t('Platforms usually stop waiting after this time; an answer can still be sent.')
      : vscode.l10n.t('Waits for your answer.'),
    shownText(request.topic),
    `reqId ${shownText(request.reqId)}`,
    request.payload,
  ].join('\n');
  item.iconPath = request.expired
    ? new vscode.ThemeIcon('watch', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon('question', new vscode.ThemeColor('notificationsInfoIcon.foreground'));
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, waits for your answer, {1}', request.title, waitingText(request)) };
  item.contextValue = 'request';
  item.command = { command: commands.answerRequest, title: vscode.l10n.t('Answer…'), arguments: [node] };
  return item;
}

export function managementItem({ id, state, modes, live }: NodeOf<'management'>): vscode.TreeItem {
  const { device, managed, pending } = state;
  const title = vscode.l10n.t('Device Management');
  const label = device === undefined ? title : `${title}: ${deviceText(device)}`;
  const item = new vscode.TreeItem(label);
  item.id = device === undefined ? `${id}/management` : `${id}/management/${device.typeId}/${device.deviceId}`;
  item.description = managementText(state, modes);
  item.tooltip = managementDetails(state, modes);
  item.iconPath = managementIcon(state);
  item.contextValue = [
    'management',
    managed ? 'managed' : 'unmanaged',
    ...(live ? ['live'] : []),
    ...(pending.length > 0 ? ['pending'] : []),
  ].join(' ');
  item.accessibilityInformation = { label: `${label}, ${managementText(state, modes)}` };
  return item;
}

function managementIcon({ managed, note, firmware }: NodeOf<'management'>['state']): vscode.ThemeIcon {
  if (firmware.progress !== undefined) return new vscode.ThemeIcon('cloud-download');
  if (note !== undefined) return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  return new vscode.ThemeIcon(managed ? 'checklist' : 'circle-slash');
}
