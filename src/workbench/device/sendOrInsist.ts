import * as vscode from 'vscode';
import { lintObjection } from '../../rpc/lintObjection.ts';
import { isRefusal, refusalText } from '../../wiotp/refusal.ts';
import { confirm } from '../confirm.ts';

/**
 * Sends what the linter looks at before it leaves. Where it objects, the user may insist; it is then marked in the log.
 * `undefined` when nothing was sent because the user did not.
 * @throws whatever else goes wrong.
 */
export async function sendOrInsist<T>(send: (insist: { readonly anyway?: true }) => Promise<T>): Promise<T | undefined> {
  try {
    return await send({});
  } catch (error) {
    if (!isRefusal(error) || error.rule !== lintObjection) throw error;
    const question = vscode.l10n.t('The linter objects to this message.');
    return (await confirm(question, refusalText(error), vscode.l10n.t('Send Anyway'))) ? send({ anyway: true }) : undefined;
  }
}
