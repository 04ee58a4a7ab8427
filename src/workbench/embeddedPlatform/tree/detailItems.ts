import * as vscode from 'vscode';
import type { DeviceProblem } from '../../../rpc/device/deviceState.ts';
import { byteCount, progressText } from '../byteCount.ts';
import { faultText } from '../faultText.ts';
import { packageActions, packageTitle } from '../packageActions.ts';
import { actionLook, actionName, actionPhaseText, isUnderWay } from './actionLook.ts';
import type { AttributeName } from './attributes.ts';
import { hostOfPeer } from './peer.ts';
import { plainText } from './plainText.ts';
import type { NodeOf, PlatformNode } from './platformNode.ts';

/** A node that holds everything that is shown of it. */
export type DetailNode = Exclude<PlatformNode, { readonly node: 'platform' | 'group' | 'device' | 'listener' }>;

interface Look {
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly icon?: string;
  readonly color?: string | undefined;
  /** Words that menus ask for, after the sort of the node. */
  readonly context?: readonly string[];
  readonly opens?: 'collapsed' | undefined;
}

/** How everything below devices and groups is shown. */
export function detailItem(node: DetailNode): vscode.TreeItem {
  const { label, description, tooltip, icon, color, context = [], opens } = lookOf(node);
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, opens === undefined ? None : Collapsed);
  if (description !== undefined) item.description = description;
  item.tooltip = tooltip ?? [label, description].filter((text) => text !== undefined && text !== '').join(': ');
  if (icon !== undefined) item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.contextValue = [node.node, ...context].join(' ');
  item.accessibilityInformation = { label: [label, description].filter((text) => text !== undefined && text !== '').join(', ') };
  return item;
}

function lookOf(node: DetailNode): Look {
  switch (node.node) {
    case 'action':
      return actionNodeLook(node);
    case 'problems':
      return {
        label: vscode.l10n.t('Problems'),
        description: String(node.problems.length),
        icon: severityIcon(worst(node.problems)),
        color: severityColor(worst(node.problems)),
        opens: 'collapsed',
      };
    case 'problem':
      return problemLook(node.problem);
    case 'fault':
      return {
        label: faultText(node.fault, node.part),
        description: node.scope === 'all' ? vscode.l10n.t('for all devices') : vscode.l10n.t('injected'),
        icon: 'zap',
        color: 'list.warningForeground',
      };
    case 'attribute': {
      const { name, count } = node.attribute;
      return {
        label: attributeTitle(name),
        description: name === 'errorCodes' || name === 'log' ? String(count) : '',
        icon: 'symbol-property',
        context: [name],
        opens: 'collapsed',
      };
    }
    case 'member':
      return { label: node.member.label, description: node.member.text };
    case 'application': {
      const { clientId, peer, secure } = node.application;
      const from = vscode.l10n.t('from {0}', hostOfPeer(peer));
      return {
        label: clientId,
        description: secure ? `${from} · TLS` : from,
        tooltip: `${clientId}\n${peer}`,
        icon: 'window',
        color: 'testing.iconPassed',
      };
    }
    case 'apiKey':
      return { label: node.key, description: vscode.l10n.t('API key'), icon: 'key' };
    case 'image':
      return imageLook(node);
    case 'transfer':
      return transferLook(node);
    case 'package':
      return {
        label: packageTitle(node.package),
        description: node.package.bundleId,
        icon: 'extensions',
        opens: packageActions(node.package).length > 0 ? 'collapsed' : undefined,
      };
    case 'packageAction':
      return {
        label: node.action.title,
        description: `${node.bundleId}/${node.action.actionId}`,
        tooltip: [node.action.title, node.action.description].filter((text) => text !== '').join('\n'),
        icon: 'symbol-event',
      };
  }
}

function actionNodeLook({ action }: NodeOf<'action'>): Look {
  const { icon, color } = actionLook(action.state);
  return {
    label: actionName(action.action),
    description: actionPhaseText(action),
    tooltip: [action.note, vscode.l10n.t('Started {0}', new Date(action.started).toLocaleString())].join('\n'),
    icon,
    color,
    context: [isUnderWay(action) ? 'underway' : 'over'],
  };
}

function problemLook({ severity, message, rule, times, last, topic }: DeviceProblem): Look {
  return {
    label: plainText(message),
    description: times > 1 ? `${rule} · ${times} ×` : rule,
    tooltip: [message, rule, topic, vscode.l10n.t('Last seen {0}', new Date(last).toLocaleString())]
      .filter((line) => line !== undefined)
      .join('\n'),
    icon: severityIcon(severity),
    color: severityColor(severity),
  };
}

function imageLook({ image }: NodeOf<'image'>): Look {
  return {
    label: image.name,
    description: [image.version, image.sent > 0 ? progressText(image) : byteCount(image.total)].filter((text) => text !== '').join(' · '),
    tooltip: [image.uri, vscode.l10n.t('Verifier {0}', image.verifier)].join('\n'),
    icon: 'file-binary',
    opens: image.transfers.length > 0 ? 'collapsed' : undefined,
  };
}

function transferLook({ transfer }: NodeOf<'transfer'>): Look {
  const { peer, userAgent, range, status, state } = transfer;
  const states = {
    running: vscode.l10n.t('running'),
    done: vscode.l10n.t('done'),
    cut: vscode.l10n.t('cut by a fault'),
    left: vscode.l10n.t('the client left'),
    refused: vscode.l10n.t('refused'),
  };
  return {
    label: hostOfPeer(peer),
    description: [String(status), progressText(transfer), states[state]].join(' · '),
    tooltip: [peer, plainText(userAgent), plainText(range), new Date(transfer.time).toLocaleString()]
      .filter((line) => line !== '')
      .join('\n'),
    icon: state === 'running' ? 'sync~spin' : state === 'done' ? 'pass' : 'warning',
  };
}

function attributeTitle(name: AttributeName): string {
  return {
    deviceInfo: vscode.l10n.t('Device info'),
    metadata: vscode.l10n.t('Metadata'),
    location: vscode.l10n.t('Location'),
    management: vscode.l10n.t('Management'),
    supports: vscode.l10n.t('Supports'),
    firmware: vscode.l10n.t('Firmware'),
    errorCodes: vscode.l10n.t('Error codes'),
    log: vscode.l10n.t('Diagnostic log'),
  }[name];
}

function worst(problems: readonly DeviceProblem[]): DeviceProblem['severity'] {
  const all = new Set(problems.map(({ severity }) => severity));
  return all.has('error') ? 'error' : all.has('warning') ? 'warning' : 'hint';
}

function severityIcon(severity: DeviceProblem['severity']): string {
  return severity === 'hint' ? 'lightbulb' : severity;
}

function severityColor(severity: DeviceProblem['severity']): string | undefined {
  return { error: 'list.errorForeground', warning: 'list.warningForeground', hint: undefined }[severity];
}
