import * as vscode from 'vscode';
import { payloadTemplate, transcriptTemplate, type FileTemplate } from '../../assist/snippets/newPayload.ts';
import type { DocumentChoices } from '../../editor/files/documentChoices.ts';
import { ourFileOfName } from '../../lint/files/ourFile.ts';
import type { PayloadKind } from '../../wiotp/genericKinds.ts';
import { askAlone, askChoice } from '../quick/wizard.ts';
import { kindChoice, payloadKinds } from './payloadKinds.ts';

const transcript = 'transcript';

/** Asks for a kind, and opens a document with a payload to fill in that is saved under a name that tells the kind. */
export async function openNewPayload(choices: DocumentChoices): Promise<void> {
  const kind = await askKind();
  if (kind === undefined) return;
  const template = kind === transcript ? transcriptTemplate() : payloadTemplate(kind);
  const uri = await freeUri(template.name);
  if (kind !== transcript && ourFileOfName(template.name) === undefined) await choices.choose(uri, kind.name);
  await show(uri, template);
}

function askKind(): Promise<PayloadKind | typeof transcript | undefined> {
  return askAlone(vscode.l10n.t('New Payload File'), (place) =>
    askChoice<PayloadKind | typeof transcript>(place, {
      placeholder: vscode.l10n.t('What is it to be?'),
      choices: [
        ...payloadKinds.map((kind) => kindChoice<PayloadKind | typeof transcript>(kind, kind)),
        {
          label: vscode.l10n.t('Transcript'),
          description: transcript,
          detail: vscode.l10n.t('A conversation between a device and the platform, message by message'),
          value: transcript,
        },
      ],
    }),
  );
}

async function show(uri: vscode.Uri, { snippet }: FileTemplate): Promise<void> {
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  await editor.insertSnippet(new vscode.SnippetString(snippet));
}

/** Where a new document of this name can be: in the first folder, if one is open, and not where a file or document is already. */
async function freeUri(name: string): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? name : name.replace('.', `-${number}.`);
    const file = folder === undefined ? undefined : vscode.Uri.joinPath(folder.uri, numbered);
    const uri = file === undefined ? vscode.Uri.from({ scheme: 'untitled', path: numbered }) : file.with({ scheme: 'untitled' });
    const open = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
    if (!open && (file === undefined || !(await exists(file)))) return uri;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
