import * as vscode from 'vscode';
import type { ListenerState, PlatformInfo } from '../../rpc/platformContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { listenerUrl } from '../embeddedPlatform/listenerUrl.ts';
import type { PlatformHost } from '../embeddedPlatform/platformHost.ts';
import { isNode } from '../embeddedPlatform/tree/platformNode.ts';
import { commands } from '../ids.ts';
import { askAlone, askChoice } from '../quick/wizard.ts';
import { platformSettings } from '../settings.ts';
import { confirm } from '../confirm.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** Where the platform listens: Quickstart, addresses to copy and to close, the certificate that clients need. */
export function listenerCommands({ platform, notices }: Parts): readonly Command[] {
  return [
    {
      id: commands.openQuickstart,
      title: vscode.l10n.t('Open Quickstart'),
      needsTrust: true,
      run: async () => (await platform.calls()).ask('setQuickstart', platformSettings().quickstartPort ?? 0),
    },
    {
      id: commands.closeQuickstart,
      title: vscode.l10n.t('Close Quickstart'),
      needsTrust: false,
      run: async () => (await platform.calls()).ask('setQuickstart', undefined),
    },
    {
      id: commands.copyListenerAddress,
      title: vscode.l10n.t('Copy Listener Address'),
      needsTrust: false,
      run: async (node) => {
        const listener = isNode(node, 'listener') ? node.listener : await chooseListener(await infoOf(platform));
        if (listener === undefined) return;
        await vscode.env.clipboard.writeText(listenerUrl(listener));
        notices.done(vscode.l10n.t('Copied {0}', listenerUrl(listener)));
      },
    },
    {
      id: commands.closeAddress,
      title: vscode.l10n.t('Close Address'),
      needsTrust: false,
      run: async (node) => {
        const { listeners } = await infoOf(platform);
        const open = listeners.filter((listener) => listener.open);
        const chosen = isNode(node, 'listener') ? node.listener : await chooseListener({ listeners: open });
        if (chosen === undefined) return;
        const { host } = chosen;
        const detail = vscode.l10n.t('The connections that came there are closed, those of boards included.');
        if (await confirm(vscode.l10n.t('Stop listening on {0}?', host), detail, vscode.l10n.t('Close')))
          await (await platform.calls()).ask('closeAddress', host);
      },
    },
    {
      id: commands.saveCaCertificate,
      title: vscode.l10n.t('Save CA Certificate'),
      needsTrust: false,
      run: async () => saveCa(await infoOf(platform), notices),
    },
  ];
}

async function infoOf(platform: PlatformHost): Promise<PlatformInfo> {
  return (await platform.calls()).ask('describe');
}

async function chooseListener({ listeners }: Pick<PlatformInfo, 'listeners'>): Promise<ListenerState | undefined> {
  if (listeners.length === 0) {
    throw new Refusal(vscode.l10n.t('The embedded platform has no such listener.'), {
      rule: 'nothing listens there',
      advice: vscode.l10n.t('Look into Listeners in the Platform view for what is open.'),
    });
  }
  if (listeners.length === 1) return listeners[0];
  return askAlone(vscode.l10n.t('Listener'), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('Choose a listener'),
      choices: listeners.map((listener) => ({ label: listenerUrl(listener), description: serviceText(listener), value: listener })),
    }),
  );
}

function serviceText({ service, open }: ListenerState): string {
  const where = open ? vscode.l10n.t('open to the network') : vscode.l10n.t('this machine only');
  return service === 'quickstart' ? vscode.l10n.t('Quickstart, {0}', where) : where;
}

async function saveCa({ ca, org }: PlatformInfo, notices: Parts['notices']): Promise<void> {
  if (ca === undefined) {
    throw new Refusal(vscode.l10n.t('The embedded platform does not speak TLS, so it has no CA certificate.'), {
      rule: 'a certificate belongs to a port with TLS',
      advice: vscode.l10n.t('Set {0} to a port and start the platform again.', 'wiotp.platform.tlsPort'),
    });
  }
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const name = `${org}-ca.pem`;
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save CA Certificate'),
    filters: { [vscode.l10n.t('Certificates')]: ['pem', 'crt'] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder.uri, name) }),
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(ca));
  notices.done(vscode.l10n.t('Saved the CA certificate to {0}', vscode.workspace.asRelativePath(target)));
}
