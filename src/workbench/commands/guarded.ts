import * as vscode from 'vscode';
import { commands, type CommandId } from '../ids.ts';

/** A command: its handler gets the tree node it was started on, if any. */
export interface Command {
  readonly id: CommandId;
  /** For error texts; the palette's title comes from the manifest. */
  readonly title: string;
  /** Connecting, publishing and the platform act on the network, which an untrusted workspace must not cause. */
  readonly needsTrust: boolean;
  run(node: unknown): unknown;
}

/** Runs a command with what VS Code gave it. */
export type RunCommand = (id: CommandId, given: readonly unknown[]) => Promise<void>;

/** Registers every command. What runs them is loaded when the first one does, and tells the user what their handlers throw. */
export function registerCommands(load: () => Promise<RunCommand>): vscode.Disposable {
  let loading: Promise<RunCommand> | undefined;
  const run = async (id: CommandId, given: readonly unknown[]): Promise<void> => {
    loading ??= load();
    await (
      await loading
    )(id, given);
  };
  const registered = Object.values(commands).map((id) =>
    vscode.commands.registerCommand(id, (...given: readonly unknown[]) => run(id, given)),
  );
  return vscode.Disposable.from(...registered);
}
