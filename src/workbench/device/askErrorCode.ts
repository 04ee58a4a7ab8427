import * as vscode from 'vscode';
import { askAlone, askText } from '../quick/wizard.ts';

/** Asks for a code of the device's own. `undefined` when the user left. */
export async function askErrorCode(title: string): Promise<number | undefined> {
  const text = await askAlone(title, (place) =>
    askText(place, {
      prompt: vscode.l10n.t('Error code: a whole number, whose meaning the device’s maker defines'),
      placeholder: '17',
      check: (typed) => (isCode(typed) ? undefined : vscode.l10n.t('An error code is a whole number between -2147483648 and 2147483647.')),
    }),
  );
  return text === undefined ? undefined : Number(text);
}

/** The documents give no range; a platform can be expected to keep 32 bits with a sign [D-dm, D-model]. */
function isCode(text: string): boolean {
  const code = Number(text);
  return /^\s*-?\d+\s*$/.test(text) && Number.isInteger(code) && code === (code | 0);
}
