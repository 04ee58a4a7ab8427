import * as vscode from 'vscode';
import type { Notices } from '../../notices.ts';

const markerKey = 'secretStore.marker';
const saidKey = 'secretStore.forgetfulSaid';

/**
 * Says once when the secret store of this machine forgets: VS Code offers no way to ask, so a mark is left there, and missed in
 * a later session.
 */
export async function announceForgetfulSecrets({ secrets, globalState }: vscode.ExtensionContext, notices: Notices): Promise<void> {
  const mark = await secrets.get(markerKey);
  if (mark !== undefined && mark === globalState.get(markerKey)) return;
  const wasMarked = globalState.get(markerKey) !== undefined;
  const marker = crypto.randomUUID();
  await secrets.store(markerKey, marker);
  await globalState.update(markerKey, marker);
  if (!wasMarked || globalState.get(saidKey) === true) return;
  await globalState.update(saidKey, true);
  await notices.warn(
    vscode.l10n.t(
      'The secret store of this machine does not keep what it is given: tokens and passwords have to be entered again in every session. It needs a keyring of the operating system, such as GNOME Keyring or KWallet.',
    ),
  );
}
