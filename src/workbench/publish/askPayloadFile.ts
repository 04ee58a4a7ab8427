import * as vscode from 'vscode';
import { maxPayloadBytes } from '../../wiotp/limits.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { back, type Outcome } from '../quick/wizard.ts';
import type { DraftPayload } from './draft.ts';
import { sizeMeter } from './outgoing.ts';
import { filePayload } from './payloadInput.ts';

/**
 * Asks for a file, and gives what it holds. Leaving the dialog goes back.
 * @throws Refusal for a file with more bytes than the platform takes, which is not read.
 */
export async function askPayloadFile(): Promise<Outcome<DraftPayload>> {
  const [uri] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t('Payload'), openLabel: vscode.l10n.t('Use as Payload') })) ?? [];
  if (uri === undefined) return back;
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size <= maxPayloadBytes) return filePayload(await vscode.workspace.fs.readFile(uri));
  throw new Refusal(vscode.l10n.t('{0} has {1}.', vscode.workspace.asRelativePath(uri), sizeMeter(size)), {
    rule: 'payload limit',
    code: 287,
    advice: vscode.l10n.t('Choose a smaller file; the platform would close the connection (287). Nothing was sent.'),
  });
}
