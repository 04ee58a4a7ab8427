import * as vscode from 'vscode';
import type { NodeOf } from './connectionNode.ts';

/** A file of connections that is wrong somewhere. It opens there. */
export function faultItem({ id, fault: { folder, file, message, line, character } }: NodeOf<'fault'>): vscode.TreeItem {
  const label = vscode.l10n.t('Fault in .wiotp/profiles.json');
  const item = new vscode.TreeItem(label);
  const place = new vscode.Position(line, character);
  item.id = id;
  item.description = [folder.name, vscode.l10n.t('line {0}', line + 1), message].join(' · ');
  item.tooltip = vscode.l10n.t('Connections of the folder {0} may be missing, or cannot be connected. {1}', folder.name, message);
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.contextValue = 'fault';
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Open'),
    arguments: [file, { selection: new vscode.Range(place, place) } satisfies vscode.TextDocumentShowOptions],
  };
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  return item;
}
