import * as vscode from 'vscode';
import { Refusal } from '../../wiotp/refusal.ts';
import { commands, type CommandId } from '../ids.ts';
import type { Notices } from '../notices.ts';

/** A command: its handler gets the tree node it was started on, if any. */
export interface Command {
  readonly id: CommandId;
  /** For error texts; the palette's title comes from the manifest. */
  readonly title: string;
  /** Connecting, publishing and the platform act on the network, which an untrusted workspace must not cause. */
  readonly needsTrust: boolean;
  run(node: unknown): unknown;
}

/**
 * Registers every command so that no handler needs error handling of its own: what a handler throws is told to the
 * user. The handlers are loaded when the first command runs.
 */
export function registerCommands(load: () => Promise<readonly Command[]>, notices: Notices): vscode.Disposable {
  let loading: Promise<readonly Command[]> | undefined;
  const run = async (id: CommandId, node: unknown): Promise<void> => {
    loading ??= load();
    const command = (await loading).find((known) => known.id === id);
    if (command === undefined) throw new Error(`the command ${id} has no handler`);
    await runGuarded(command, node, notices);
  };
  const registered = Object.values(commands).map((id) => vscode.commands.registerCommand(id, (node: unknown) => run(id, node)));
  return vscode.Disposable.from(...registered);
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

function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new Refusal(vscode.l10n.t('This workspace is not trusted.'), {
    rule: 'workspace trust',
    advice: vscode.l10n.t('Connecting, publishing and the embedded platform need a trusted workspace: run “Manage Workspace Trust”.'),
  });
}
