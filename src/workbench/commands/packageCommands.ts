import * as vscode from 'vscode';
import type { ExtensionPackage } from '../../rpc/device/actionState.ts';
import { isRefusal, Refusal } from '../../wiotp/refusal.ts';
import { packageTitle } from '../embeddedPlatform/packageActions.ts';
import { isNode } from '../embeddedPlatform/tree/platformNode.ts';
import { commands } from '../ids.ts';
import { payloadFileOf } from '../publish/offeredPayload.ts';
import { askAlone, askChoice } from '../quick/wizard.ts';
import { confirm } from '../confirm.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** Custom packages: what Device Management can do beyond its own actions. */
export function packageCommands(parts: Parts): readonly Command[] {
  const { platform, notices } = parts;
  return [
    {
      id: commands.uploadPackage,
      title: vscode.l10n.t('Upload Custom Package'),
      needsTrust: true,
      run: async () => {
        const calls = await platform.calls();
        const definition = await chooseDefinition(parts);
        if (definition === undefined) return;
        const uploaded = await calls.ask('addPackage', definition.text).catch((error: unknown) => {
          throw inFile(definition.name, error);
        });
        await platform.refresh();
        notices.done(
          vscode.l10n.t('Uploaded {0}; devices claim it with the member {1} of supports', packageTitle(uploaded), uploaded.bundleId),
        );
      },
    },
    {
      id: commands.deletePackage,
      title: vscode.l10n.t('Delete Custom Package'),
      needsTrust: false,
      run: async (node) => {
        const calls = await platform.calls();
        const chosen = isNode(node, 'package') ? node.package : await choosePackage(await calls.ask('packages'));
        if (chosen === undefined) return;
        const question = vscode.l10n.t('Delete the custom package {0}?', packageTitle(chosen));
        const detail = vscode.l10n.t('Its actions cannot be started any more.');
        if (!(await confirm(question, detail, vscode.l10n.t('Delete')))) return;
        await calls.ask('removePackage', chosen.bundleId);
        await platform.refresh();
      },
    },
  ];
}

interface Definition {
  /** Of its file. */
  readonly name: string;
  readonly text: string;
}

/** The definition in the active editor, or the text of a file that the user picks. */
async function chooseDefinition({ choices }: Parts): Promise<Definition | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && payloadFileOf(document, choices)?.kind.name === 'rest.extensionPackage')
    return { name: vscode.workspace.asRelativePath(document.uri), text: document.getText() };
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Upload Custom Package'),
      openLabel: vscode.l10n.t('Upload'),
      filters: { JSON: ['json'] },
    })) ?? [];
  if (file === undefined) return undefined;
  return { name: vscode.workspace.asRelativePath(file), text: new TextDecoder().decode(await vscode.workspace.fs.readFile(file)) };
}

/** A refusal says which file it is about; anything else is no fault of the file. */
function inFile(name: string, error: unknown): unknown {
  if (!isRefusal(error)) return error;
  const { rule, advice, code } = error;
  return new Refusal(`${name}: ${error.message}`, { rule, advice, ...(code === undefined ? {} : { code }) }, { cause: error });
}

async function choosePackage(packages: readonly ExtensionPackage[]): Promise<ExtensionPackage | undefined> {
  if (packages.length === 0) {
    throw new Refusal(vscode.l10n.t('The embedded platform has no custom packages.'), {
      rule: 'no custom package',
      advice: vscode.l10n.t('Upload one with Upload Custom Package….'),
    });
  }
  return askAlone(vscode.l10n.t('Custom Package'), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('Choose a package'),
      choices: packages.map((one) => ({ label: packageTitle(one), description: one.bundleId, value: one })),
    }),
  );
}
