import * as vscode from 'vscode';
import { payloadTemplate, transcriptTemplate, type FileTemplate } from '../../assist/snippets/newPayload.ts';
import type { DocumentChoices } from '../../editor/files/documentChoices.ts';
import { ourFileOfName } from '../../lint/files/ourFile.ts';
import type { PayloadKind } from '../../wiotp/genericKinds.ts';
import { askAlone, askChoice } from '../quick/wizard.ts';
import { freeUri } from './freeUri.ts';
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
