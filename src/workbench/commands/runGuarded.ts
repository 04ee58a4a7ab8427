import * as vscode from 'vscode';
import { Refusal } from '../../wiotp/refusal.ts';
import type { Notices } from '../notices.ts';
import type { Command, RunCommand } from './guarded.ts';

/** What says where commands stand: the extension, of which this is the manifest. */
export interface Manifested {
  readonly packageJSON: { readonly contributes: { readonly menus: { readonly 'view/title': readonly { readonly command?: string }[] } } };
}

/** Runs commands so that no handler needs error handling of its own. */
export function guardedBy(all: readonly Command[], notices: Notices, { packageJSON }: Manifested): RunCommand {
  const titled = new Set(packageJSON.contributes.menus['view/title'].map(({ command }) => command));
  return async (id, given) => {
    const command = all.find((known) => known.id === id);
    if (command === undefined) throw new Error(`the command ${id} has no handler`);
    await runGuarded(isOfLostRow(id, given, titled) ? { ...command, run: refuseLostRow } : command, given[0], notices);
  };
}

/** Runs a command, and tells what it throws. */
export async function runGuarded(command: Command, node: unknown, notices: Notices): Promise<void> {
  try {
    if (command.needsTrust) requireTrust();
    await command.run(node);
  } catch (error) {
    // Not awaited: a command is over when it failed, not when the notification was read.
    void notices.error(command.title, error);
  }
}

/**
 * VS Code forgets the rows below one that is drawn anew until it has asked for them again. A command of such a row comes with nothing in
 * place of the row and of the selection. So does one of the title of a view, which is for no row; the palette gives nothing at all.
 */
function isOfLostRow(id: string, given: readonly unknown[], titled: ReadonlySet<string | undefined>): boolean {
  const [row, selected] = given;
  const isForNone = row === undefined && (selected === undefined || Array.isArray(selected));
  return given.length === 2 && isForNone && !titled.has(id);
}

/** Without its row a command would be for another one, or for all of them. */
function refuseLostRow(): never {
  throw new Refusal(vscode.l10n.t('The row was being drawn anew, and nothing was done.'), {
    rule: 'a command of a row is for that row and no other',
    advice: vscode.l10n.t('Choose the command once more.'),
  });
}

function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new Refusal(vscode.l10n.t('This workspace is not trusted.'), {
    rule: 'workspace trust',
    advice: vscode.l10n.t('Connecting, publishing and the embedded platform need a trusted workspace: run “Manage Workspace Trust”.'),
  });
}
